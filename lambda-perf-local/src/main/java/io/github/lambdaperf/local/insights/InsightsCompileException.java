package io.github.lambdaperf.local.insights;

/** A query that cannot run; the service answers it with a {@code MalformedQueryException}. */
public final class InsightsCompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int startCharOffset;
    private final int endCharOffset;

    InsightsCompileException(String message, Span span) {
        super(message);
        this.startCharOffset = span.start();
        this.endCharOffset = span.end();
    }

    /** First character of the faulty part, counted from 0. */
    public int startCharOffset() {
        return startCharOffset;
    }

    /** Last character of the faulty part, inclusive. */
    public int endCharOffset() {
        return endCharOffset;
    }
}
