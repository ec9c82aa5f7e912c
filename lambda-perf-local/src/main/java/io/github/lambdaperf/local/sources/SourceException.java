package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.protocol.ServiceError;

/** A refusal of a source, with the service's name for it. */
public final class SourceException extends ServiceError {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param code the error's name, such as {@code ResourceNotFoundException}
     */
    public SourceException(int status, String code, String message) {
        super(status, code, message);
    }
}
