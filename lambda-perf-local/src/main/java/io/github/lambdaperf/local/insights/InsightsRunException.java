package io.github.lambdaperf.local.insights;

/** A query that is valid, but needs more than this engine gives to one. */
public final class InsightsRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InsightsRunException(String message) {
        super(message);
    }
}
