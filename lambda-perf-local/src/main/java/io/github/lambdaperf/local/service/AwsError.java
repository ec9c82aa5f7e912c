package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A refusal as a service states it: status, code and message. */
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
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
        super(message);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    static AwsError invalidParameter(String message) {
        return new AwsError(400, "InvalidParameterException", message);
    }

    /** Lambda's refusal of a value. */
    static AwsError invalidValue(String message) {
        return new AwsError(400, "InvalidParameterValueException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<ObjectNode> details() {
        return Optional.ofNullable(details);
    }
}
