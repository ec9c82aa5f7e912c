package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import java.time.Instant;

/**
 * A function's code and configuration as they were at one time.
 *
 * @param definition what runs
 * @param settings the rest of the configuration
 * @param version {@value #LATEST} or a number from 1
 * @param revisionId another one for each change
 * @param lastModified when it was made
 */
public record FunctionVersion(
        FunctionDefinition definition,
        FunctionSettings settings,
        String version,
        String revisionId,
        Instant lastModified) {

    /** The version that can be changed. */
    public static final String LATEST = "$LATEST";

    /** The function's name. */
    public String name() {
        return definition.name();
    }

    /** The log group its lines go to. */
    public String logGroup() {
        return settings.logGroup() == null ? "/aws/lambda/" + name() : settings.logGroup();
    }

    /** What follows the date in the names of its log streams; in a group of its own choice, with the function's name. */
    String streamPrefix() {
        return "/" + (settings.logGroup() == null ? "" : name()) + "[" + version + "]";
    }

    /** Whether code and configuration are those of the other. */
    boolean isConfiguredAs(FunctionVersion other) {
        return definition.equals(other.definition) && settings.equals(other.settings);
    }
}
