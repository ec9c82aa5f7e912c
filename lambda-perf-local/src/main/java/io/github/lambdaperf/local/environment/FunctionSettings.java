package io.github.lambdaperf.local.environment;

/**
 * The part of a function's configuration that is kept and told, beside its definition.
 *
 * @param description free text, may be empty
 * @param role the execution role's ARN, null for none; nothing is checked against it
 * @param tracingMode {@code Active} or {@code PassThrough}
 * @param deadLetterArn a queue or topic for events that failed, null for none
 * @param logGroup the log group, null for {@code /aws/lambda/NAME}
 * @param applicationLogLevel of the JSON log format, null for the default
 * @param systemLogLevel of the JSON log format, null for the default
 * @param ephemeralStorageMb size of {@code /tmp} in MB, 512 to 10240; not enforced
 * @param snapStart {@code None} or {@code PublishedVersions}; no snapshot is made
 */
public record FunctionSettings(
        String description,
        String role,
        String tracingMode,
        String deadLetterArn,
        String logGroup,
        String applicationLogLevel,
        String systemLogLevel,
        int ephemeralStorageMb,
        String snapStart) {

    static final FunctionSettings DEFAULTS =
            new FunctionSettings("", null, "PassThrough", null, null, null, null, 512, "None");

    /** These settings with another description. */
    public FunctionSettings describedAs(String text) {
        return new FunctionSettings(
                text,
                role,
                tracingMode,
                deadLetterArn,
                logGroup,
                applicationLogLevel,
                systemLogLevel,
                ephemeralStorageMb,
                snapStart);
    }
}
