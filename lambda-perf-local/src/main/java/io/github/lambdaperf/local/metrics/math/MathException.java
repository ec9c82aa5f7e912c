package io.github.lambdaperf.local.metrics.math;

/** An expression that is not valid; the message says why. */
public final class MathException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message for the caller of GetMetricData. */
    public MathException(String message) {
        super(message);
    }
}
