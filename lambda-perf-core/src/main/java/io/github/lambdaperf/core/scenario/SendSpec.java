package io.github.lambdaperf.core.scenario;

/** The target section of a scenario: what one iteration sends, and where to. */
public sealed interface SendSpec permits InvokeSpec, HttpSpec, MessageSpec {

    /** Key of the section in a scenario file. */
    String key();

    /** Overrides the function of the build; null: the build's. */
    String function();

    /** The same sent to another function; its name or ARN carries the version. */
    SendSpec of(String otherFunction);
}
