package io.github.lambdaperf.core.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code expect:} section: what must become of the messages.
 *
 * @param lost most messages that may be lost
 * @param duplicates most messages that may be handled more than once
 * @param inFlight most messages that may still be under way when the drain ends
 * @param outcomes by the name of a failure; {@link #OTHERS} for the scenario's own messages
 */
public record ExpectSpec(long lost, long duplicates, long inFlight, Map<String, Outcome> outcomes) {
    /** Name of the messages that no failure replaces. */
    public static final String OTHERS = "others";

    public ExpectSpec {
        outcomes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** Where messages end. */
    public enum End {
        /** The function took it without an error. */
        HANDLED("handled"),
        /** It is in a dead-letter queue. */
        DEAD_LETTER("dead-letter"),
        /** Its record is at the on-failure destination. */
        ON_FAILURE("on-failure"),
        /** The function took it, and the record is at the on-success destination. */
        ON_SUCCESS("on-success");

        private final String label;

        End(String label) {
            this.label = label;
        }

        /** Name in scenario files. */
        public String label() {
            return label;
        }
    }

    /**
     * What becomes of one kind of messages.
     *
     * @param end where each of them ends
     * @param retries exactly so many after the first try; null: any number
     */
    public record Outcome(End end, Integer retries) {}
}
