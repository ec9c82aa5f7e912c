package io.github.lambdaperf.core;

import io.github.lambdaperf.core.secret.SecretMask;
import java.util.Objects;

/**
 * The one exception that reaches a user: what is wrong, and what to do about it.
 *
 * <p>{@link Blame#USER} is for what the user's project or configuration did (a verdict, a bad file); {@link Blame#WORLD}
 * for what kept the product from doing its work (no credentials, no network, a full disk).
 */
public final class PerfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose matter it is; a front end maps it to its own kinds of failure. */
    public enum Blame {
        USER,
        WORLD
    }

    private final Blame blame;

    private PerfException(Blame blame, String message, Throwable cause) {
        super(SecretMask.general(Objects.requireNonNull(message, "message")), cause);
        this.blame = Objects.requireNonNull(blame, "blame");
    }

    /** The user can mend it in the project or the configuration. */
    public static PerfException user(String message) {
        return new PerfException(Blame.USER, message, null);
    }

    /** Something outside the project stood in the way; the cause may be null. */
    public static PerfException world(String message, Throwable cause) {
        return new PerfException(Blame.WORLD, message, cause);
    }

    public Blame blame() {
        return blame;
    }
}
