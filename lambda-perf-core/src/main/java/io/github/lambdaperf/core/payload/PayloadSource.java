package io.github.lambdaperf.core.payload;

/**
 * Makes the payload of each invocation. A project's own class may implement it; {@link PayloadTemplate} is the one that
 * scenario files use. Called by several threads at once.
 */
public interface PayloadSource {

    /**
     * The payload of one iteration: JSON in UTF-8. The array may be shared, so callers do not change it.
     *
     * @throws io.github.lambdaperf.core.PerfException where there is no payload for this iteration
     */
    byte[] payload(IterationContext context);
}
