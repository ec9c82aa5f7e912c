package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;

/** One of AWS's protocols: what it makes of a request, of an output and of a refusal. */
interface WireProtocol {

    /** The operation asked for. */
    String operation(ApiRequest request);

    /**
     * The input of the operation.
     *
     * @throws ServiceError when the body is not what the protocol says
     */
    ObjectNode input(ApiRequest request);

    /** The reply with the output, which is null for an operation without any. */
    ApiReply reply(String operation, ObjectNode output, String requestId);

    /** The reply of a refusal. */
    ApiReply refusal(ServiceError error, String requestId);
}
