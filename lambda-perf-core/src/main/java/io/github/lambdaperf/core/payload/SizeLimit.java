package io.github.lambdaperf.core.payload;

/** The largest payloads that AWS takes, in bytes, by where they go. */
public enum SizeLimit {
    /** Lambda Invoke, {@code RequestResponse}. */
    INVOKE(6 * 1024 * 1024, "Lambda takes 6 MB in a synchronous invocation"),
    /** Lambda Invoke, {@code Event}. */
    INVOKE_EVENT(1024 * 1024, "Lambda takes 1 MB in an asynchronous invocation"),
    /** API Gateway; what reaches Lambda is bound by its own 6 MB besides. */
    API_GATEWAY(10 * 1024 * 1024, "API Gateway takes 10 MB"),
    /** Function URLs. */
    FUNCTION_URL(6 * 1024 * 1024, "a function URL takes 6 MB"),
    /** A message of SQS, and a batch of them. */
    SQS(1024 * 1024, "SQS takes 1 MiB in a message, and in a batch"),
    /** A message of SNS, and a batch of them. */
    SNS(256 * 1024, "SNS takes 256 KB in a message, and in a batch"),
    /** All entries of a call of EventBridge. */
    EVENT_BRIDGE(256 * 1024, "EventBridge takes 256 KB in a call");

    private final int bytes;
    private final String text;

    SizeLimit(int bytes, String text) {
        this.bytes = bytes;
        this.text = text;
    }

    /** The most that is taken. */
    public int bytes() {
        return bytes;
    }

    /** For the reader. */
    public String text() {
        return text;
    }
}
