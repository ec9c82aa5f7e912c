package io.github.lambdaperf.local.protocol;

/** A refusal as a service states it, in any protocol. */
public class ServiceError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String queryCode;

    /**
     * A refusal whose code is the same in all protocols.
     *
     * @param status the HTTP status
     * @param code the name of the error's shape
     */
    public ServiceError(int status, String code, String message) {
        this(status, code, code, message);
    }

    /**
     * A refusal with a code of its own in the query protocol.
     *
     * @param status the HTTP status
     * @param code the name of the error's shape, as {@code __type} has it
     * @param queryCode the code in awsQuery and in {@code x-amzn-query-error}
     */
    public ServiceError(int status, String code, String queryCode, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.queryCode = queryCode;
    }

    /** The refusal of an operation that the local target does not have; it names service and operation. */
    public static ServiceError unknownOperation(String service, String operation) {
        return new ServiceError(
                400,
                "UnknownOperationException",
                "InvalidAction",
                "the local target does not serve " + operation.replaceAll("[^\\w.-]", "") + " of " + service);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The name of the error's shape. */
    public String code() {
        return code;
    }

    /** The code in the query protocol. */
    public String queryCode() {
        return queryCode;
    }

    /** {@code Sender} when the caller is to blame, else {@code Receiver}. */
    public String fault() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
