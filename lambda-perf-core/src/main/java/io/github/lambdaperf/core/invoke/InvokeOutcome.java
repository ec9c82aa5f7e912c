package io.github.lambdaperf.core.invoke;

/** How an invocation ended; each is counted under its own name. */
public enum InvokeOutcome {
    /** The function answered without an error. */
    SUCCESS("success"),
    /** The function failed: HTTP 200 with {@code X-Amz-Function-Error}. */
    FUNCTION_ERROR("function_error"),
    /** HTTP 429. */
    THROTTLED("throttled"),
    /** Other HTTP 4xx. */
    CLIENT_ERROR("client_error"),
    /** HTTP 5xx. */
    SERVICE_ERROR("service_error"),
    /** No answer within the read timeout. */
    TIMEOUT("timeout"),
    /** Refused, reset, closed, or an answer that is no HTTP. */
    CONNECTION_ERROR("connection_error"),
    /** The load generator itself failed, such as for want of memory; says nothing of the function. */
    GENERATOR_ERROR("generator_error");

    private final String label;

    InvokeOutcome(String label) {
        this.label = label;
    }

    /** Name in metrics and records. */
    public String label() {
        return label;
    }
}
