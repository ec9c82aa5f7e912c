package io.github.lambdaperf.local.queue;

import io.github.lambdaperf.local.protocol.ServiceError;

/** A refusal of a queue, with SQS's name for it. */
public final class QueueException extends ServiceError {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param code the error's shape in SQS's model, such as {@code QueueDoesNotExist}
     */
    public QueueException(String code, String message) {
        super(400, code, SqsErrors.queryCode(code), message);
    }

    static QueueException invalid(String message) {
        return new QueueException("InvalidParameterValue", message);
    }
}
