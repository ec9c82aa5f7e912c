package io.github.lambdaperf.local.logs;

/** A query the engine cannot compile. */
public class QuerySyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int startOffset;
    private final int endOffset;

    /**
     * Says where and why.
     *
     * @param startOffset first wrong character, from 0
     * @param endOffset the character after the last wrong one
     */
    public QuerySyntaxException(String message, int startOffset, int endOffset) {
        super(message);
        this.startOffset = startOffset;
        this.endOffset = endOffset;
    }

    /** First wrong character, from 0. */
    public int startOffset() {
        return startOffset;
    }

    /** The character after the last wrong one. */
    public int endOffset() {
        return endOffset;
    }
}
