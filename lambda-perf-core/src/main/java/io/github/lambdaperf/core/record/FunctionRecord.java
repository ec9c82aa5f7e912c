package io.github.lambdaperf.core.record;

/**
 * The function under load, as its configuration said.
 *
 * @param name function name
 * @param arn of the invoked function or version
 * @param version {@code $LATEST} or a number
 * @param handler as configured
 * @param codeSha256 of the deployed package, or null
 * @param runtimeVersion ARN or label of the runtime's patch level, or null
 * @param logGroup where its logs go
 * @param logFormat {@code Text} or {@code JSON}
 * @param timeoutMs of the function
 * @param ephemeralStorageMb size of {@code /tmp}
 * @param tracing {@code Active} or {@code PassThrough}; null: not known
 */
public record FunctionRecord(
        String name,
        String arn,
        String version,
        String handler,
        String codeSha256,
        String runtimeVersion,
        String logGroup,
        String logFormat,
        long timeoutMs,
        int ephemeralStorageMb,
        String tracing) {
    /** A function of which it is not known whether it is traced. */
    public FunctionRecord(
            String name,
            String arn,
            String version,
            String handler,
            String codeSha256,
            String runtimeVersion,
            String logGroup,
            String logFormat,
            long timeoutMs,
            int ephemeralStorageMb) {
        this(
                name,
                arn,
                version,
                handler,
                codeSha256,
                runtimeVersion,
                logGroup,
                logFormat,
                timeoutMs,
                ephemeralStorageMb,
                null);
    }

    /** Whether Lambda samples invocations for X-Ray by itself. */
    public boolean traced() {
        return "Active".equals(tracing);
    }
}
