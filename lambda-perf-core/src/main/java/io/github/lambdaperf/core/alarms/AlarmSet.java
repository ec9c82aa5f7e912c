package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.PerfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alarms that a function should have.
 *
 * @param owner value of the tag that marks them
 * @param prefix of all their names
 * @param byKey alarms by the keys of the alarms file, composites last
 */
public record AlarmSet(String owner, String prefix, Map<String, Alarm> byKey) {
    private static final String COMPOSITE = "any";

    private static final int LONGEST_NAME = 255;

    /**
     * The defaults, changed by the file.
     *
     * @throws PerfException where the file refers to what there is not
     */
    public static AlarmSet of(AlarmedFunction function, AlarmSettings settings) {
        String prefix = settings.prefix() != null
                ? settings.prefix()
                : "lambda-perf-" + function.id().replace(':', '-') + "-";
        Map<String, MetricAlarm> defaults = DefaultAlarms.of(function);
        Map<String, MetricAlarm> wanted = new LinkedHashMap<>(defaults);
        settings.alarms().forEach((key, override) -> {
            if (override.off()) {
                wanted.remove(key);
            } else if (defaults.containsKey(key)) {
                wanted.put(key, changed(key, defaults.get(key), override));
            } else {
                wanted.put(key, own(key, override, defaults));
            }
        });
        Map<String, Alarm> named = new LinkedHashMap<>();
        boolean quiet = settings.composite() && settings.quietParts();
        wanted.forEach((key, alarm) -> {
            AlarmOverride override = settings.alarms().get(key);
            AlarmActions own = override == null ? null : override.actions();
            AlarmActions actions = own != null ? own : quiet ? AlarmActions.NONE : settings.actions();
            named.put(
                    key,
                    new MetricAlarm(
                            name(prefix + key), alarm.description(), alarm.signal(), alarm.condition(), actions));
        });
        if (settings.composite() && !named.isEmpty()) {
            List<String> names =
                    named.values().stream().map(Alarm::name).sorted().toList();
            named.put(
                    COMPOSITE,
                    CompositeAlarm.any(
                            name(prefix + COMPOSITE), "any alarm of " + function.id(), names, settings.actions()));
        }
        return new AlarmSet(function.id(), prefix, named);
    }

    private static String name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw PerfException.user("the alarm's name " + name + " is longer than " + LONGEST_NAME
                    + " characters: give a shorter 'prefix' in alarms.yaml");
        }
        return name;
    }

    /** In the order in which they can be made: composites need the others. */
    List<Alarm> inOrder() {
        List<Alarm> alarms = new ArrayList<>(byKey.values());
        alarms.sort((a, b) -> Boolean.compare(a instanceof CompositeAlarm, b instanceof CompositeAlarm));
        return alarms;
    }

    private static MetricAlarm changed(String key, MetricAlarm alarm, AlarmOverride override) {
        Signal signal = alarm.signal();
        if (override.statistic() != null) {
            if (!(signal instanceof Signal.OfMetric metric)) {
                throw PerfException.user("alarms.yaml: '" + key + "' is an expression: it has no 'statistic'");
            }
            signal =
                    new Signal.OfMetric(metric.namespace(), metric.metric(), metric.dimensions(), override.statistic());
        }
        Condition condition = condition(key, alarm.condition(), override);
        boolean same = signal.equals(alarm.signal()) && condition.equals(alarm.condition());
        String description = override.description() != null
                ? override.description()
                : same ? alarm.description() : key + " of the function, as alarms.yaml says";
        return new MetricAlarm(alarm.name(), description, signal, condition, alarm.actions());
    }

    private static MetricAlarm own(String key, AlarmOverride override, Map<String, MetricAlarm> defaults) {
        if (override.signal() == null) {
            throw PerfException.user(
                    "alarms.yaml: '" + key + "' is none of the default alarms of this function ("
                            + String.join(", ", defaults.keySet())
                            + "): an alarm of your own needs 'namespace', 'metric' and 'statistic', or 'expression' and 'metrics'");
        }
        if (override.threshold() == null) {
            throw PerfException.user("alarms.yaml: '" + key + "' needs a 'threshold'");
        }
        Condition condition = condition(key, Condition.above(0, 1, 1), override);
        String description = override.description() == null ? key : override.description();
        return new MetricAlarm(key, description, override.signal(), condition, AlarmActions.NONE);
    }

    private static Condition condition(String key, Condition before, AlarmOverride override) {
        int periods = override.periods() == null ? before.periods() : override.periods();
        int datapoints = override.datapoints() != null
                ? override.datapoints()
                : override.periods() != null ? periods : Math.min(periods, before.datapoints());
        if (datapoints > periods) {
            throw PerfException.user("alarms.yaml: '" + key + "' asks for " + datapoints + " datapoints of only "
                    + periods + " periods");
        }
        return new Condition(
                override.operator() == null ? before.operator() : override.operator(),
                override.threshold() == null ? before.threshold() : override.threshold(),
                override.periodSeconds() == null ? before.periodSeconds() : override.periodSeconds(),
                periods,
                datapoints,
                override.missing() == null ? before.missing() : override.missing());
    }
}
