package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.protocol.ServiceError;
import java.util.Optional;

/** A refusal as a service states it: status, code and message. */
final class AwsError extends ServiceError {
    private static final long serialVersionUID = 1L;

    private final transient ObjectNode details;

    AwsError(int status, String code, String message) {
        this(status, code, message, null);
    }

    /**
     * A refusal with more members than its message.
     *
     * @param details the error's other members, null for none
     */
    AwsError(int status, String code, String message, ObjectNode details) {
        super(status, code, message);
        this.details = details;
    }

    static AwsError invalidParameter(String message) {
        return new AwsError(400, "InvalidParameterException", message);
    }

    /** Lambda's refusal of a value. */
    static AwsError invalidValue(String message) {
        return new AwsError(400, "InvalidParameterValueException", message);
    }

    Optional<ObjectNode> details() {
        return Optional.ofNullable(details);
    }
}
