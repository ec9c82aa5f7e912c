package io.github.lambdaperf.core.alarms;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An alarm as named texts, in which two alarms are compared and shown. */
final class AlarmFields {
    private AlarmFields() {}

    static Map<String, String> of(Alarm alarm) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (alarm instanceof MetricAlarm metric) {
            if (metric.signal() instanceof Signal.OfMetric of) {
                fields.put("metric", text(of));
            } else if (metric.signal() instanceof Signal.OfExpression of) {
                fields.put("expression", of.expression());
                new TreeMap<>(of.metrics()).forEach((id, each) -> fields.put("  " + id, text(each)));
            }
            Condition condition = metric.condition();
            fields.put("threshold", operator(condition.operator()) + " " + number(condition.threshold()));
            fields.put(
                    "periods",
                    condition.datapoints() + " of " + condition.periods() + " of " + condition.periodSeconds() + " s");
            fields.put("missing data", condition.missing());
        } else if (alarm instanceof CompositeAlarm composite) {
            fields.put("rule", composite.rule());
        }
        put(fields, "alarm actions", alarm.actions().alarm());
        put(fields, "ok actions", alarm.actions().ok());
        put(fields, "insufficient data actions", alarm.actions().insufficientData());
        fields.put("description", alarm.description());
        return fields;
    }

    private static void put(Map<String, String> fields, String name, List<String> actions) {
        if (!actions.isEmpty()) {
            fields.put(name, String.join(", ", actions));
        }
    }

    private static String text(Signal.OfMetric metric) {
        String dimensions = new TreeMap<>(metric.dimensions())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
        return metric.statistic() + " of " + metric.namespace() + " " + metric.metric() + " {" + dimensions + "}";
    }

    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String operator(String operator) {
        return switch (operator) {
            case "GreaterThanThreshold" -> ">";
            case "GreaterThanOrEqualToThreshold" -> ">=";
            case "LessThanThreshold" -> "<";
            case "LessThanOrEqualToThreshold" -> "<=";
            default -> operator;
        };
    }
}
