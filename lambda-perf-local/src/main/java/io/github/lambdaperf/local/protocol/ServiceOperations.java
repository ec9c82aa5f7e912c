package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations of one service, each a function from a JSON tree to a JSON tree. */
@FunctionalInterface
public interface ServiceOperations {

    /**
     * Runs an operation.
     *
     * @param operation its name
     * @param input its members as the service's model names them; moments are numbers of epoch seconds (awsJson,
     *     rpc-v2-cbor) or text in ISO 8601 (awsQuery), see {@link Timestamps#read}; in awsQuery numbers and booleans are text
     * @return its output, null for an operation without any; moments are put in with {@link Timestamps#put}
     * @throws ServiceError when the service refuses
     */
    ObjectNode answer(String operation, ObjectNode input);
}
