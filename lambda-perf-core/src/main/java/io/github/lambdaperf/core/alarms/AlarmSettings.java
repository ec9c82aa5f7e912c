package io.github.lambdaperf.core.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The alarms file.
 *
 * @param prefix of the names; null: {@code lambda-perf-FUNCTION-}
 * @param actions of all alarms without their own
 * @param composite whether one more alarm stands for all of them
 * @param quietParts with a composite alarm: only that one tells anybody
 * @param alarms by key: changes of the defaults, and own ones
 * @param drills by key of the alarm: how its condition is provoked
 */
public record AlarmSettings(
        String prefix,
        AlarmActions actions,
        boolean composite,
        boolean quietParts,
        Map<String, AlarmOverride> alarms,
        Map<String, Drill> drills) {
    /** Without a file. */
    public static final AlarmSettings NONE =
            new AlarmSettings(null, AlarmActions.NONE, false, false, Map.of(), Map.of());

    /**
     * What provokes an alarm.
     *
     * @param payload sent to the function
     * @param rate invocations per second
     */
    public record Drill(JsonNode payload, double rate) {}
}
