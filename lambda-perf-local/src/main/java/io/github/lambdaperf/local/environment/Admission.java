package io.github.lambdaperf.local.environment;

/** Whether an invocation was taken, else the limit that it met. */
public enum Admission {
    /** It runs. */
    ADMITTED(null),
    /** The concurrency left to functions without their own share is used up. */
    ACCOUNT_LIMIT("ConcurrentInvocationLimitExceeded"),
    /** The function's reserved concurrency is used up. */
    RESERVED_LIMIT("ReservedFunctionConcurrentInvocationLimitExceeded");

    private final String reason;

    Admission(String reason) {
        this.reason = reason;
    }

    /** The {@code Reason} of the throttle, null when it was admitted. */
    public String reason() {
        return reason;
    }
}
