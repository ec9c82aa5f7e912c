package io.github.lambdaperf.local.sources;

/** A refusal of a source, with the service's name for it. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param code the error's name, such as {@code ResourceNotFoundException}
     */
    public SourceException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error's name. */
    public String code() {
        return code;
    }
}
