package io.github.lambdaperf.local.queue;

/** A refusal of a queue, with SQS's name for it. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code the error's shape in SQS's model, such as {@code QueueDoesNotExist}
     */
    public QueueException(String code, String message) {
        super(message);
        this.code = code;
    }

    static QueueException invalid(String message) {
        return new QueueException("InvalidParameterValue", message);
    }

    /** The error's shape in SQS's model. */
    public String code() {
        return code;
    }
}
