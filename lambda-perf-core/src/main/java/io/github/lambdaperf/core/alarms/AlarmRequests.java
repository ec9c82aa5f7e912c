package io.github.lambdaperf.core.alarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** Alarms in CloudWatch's words, and back. */
final class AlarmRequests {
    /** Statistics that are no percentile or other extended one. */
    static final Set<String> SIMPLE = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    /** Id of the expression of an alarm. */
    static final String EXPRESSION = "value";

    private AlarmRequests() {}

    /** @param tags only of an alarm that is made; CloudWatch ignores them otherwise */
    static PutMetricAlarmRequest put(MetricAlarm alarm, List<Tag> tags) {
        Condition condition = alarm.condition();
        PutMetricAlarmRequest.Builder request = PutMetricAlarmRequest.builder()
                .alarmName(alarm.name())
                .alarmDescription(alarm.description())
                .comparisonOperator(condition.operator())
                .threshold(condition.threshold())
                .evaluationPeriods(condition.periods())
                .datapointsToAlarm(condition.datapoints())
                .treatMissingData(condition.missing())
                .actionsEnabled(true)
                .alarmActions(alarm.actions().alarm())
                .okActions(alarm.actions().ok())
                .insufficientDataActions(alarm.actions().insufficientData());
        if (!tags.isEmpty()) {
            request.tags(tags);
        }
        if (alarm.signal() instanceof Signal.OfMetric metric) {
            request.namespace(metric.namespace())
                    .metricName(metric.metric())
                    .dimensions(dimensions(metric))
                    .period(condition.periodSeconds());
            if (SIMPLE.contains(metric.statistic())) {
                request.statistic(metric.statistic());
            } else {
                request.extendedStatistic(metric.statistic());
            }
        } else if (alarm.signal() instanceof Signal.OfExpression expression) {
            request.metrics(queries(expression, condition.periodSeconds()));
        }
        return request.build();
    }

    static PutCompositeAlarmRequest put(CompositeAlarm alarm, List<Tag> tags) {
        PutCompositeAlarmRequest.Builder request = PutCompositeAlarmRequest.builder()
                .alarmName(alarm.name())
                .alarmDescription(alarm.description())
                .alarmRule(alarm.rule())
                .actionsEnabled(true)
                .alarmActions(alarm.actions().alarm())
                .okActions(alarm.actions().ok())
                .insufficientDataActions(alarm.actions().insufficientData());
        return (tags.isEmpty() ? request : request.tags(tags)).build();
    }

    private static List<MetricDataQuery> queries(Signal.OfExpression expression, int period) {
        List<MetricDataQuery> queries = new ArrayList<>();
        queries.add(MetricDataQuery.builder()
                .id(EXPRESSION)
                .expression(expression.expression())
                .returnData(true)
                .build());
        new TreeMap<>(expression.metrics())
                .forEach((id, metric) -> queries.add(MetricDataQuery.builder()
                        .id(id)
                        .returnData(false)
                        .metricStat(MetricStat.builder()
                                .period(period)
                                .stat(metric.statistic())
                                .metric(Metric.builder()
                                        .namespace(metric.namespace())
                                        .metricName(metric.metric())
                                        .dimensions(dimensions(metric))
                                        .build())
                                .build())
                        .build()));
        return queries;
    }

    private static List<Dimension> dimensions(Signal.OfMetric metric) {
        return new TreeMap<>(metric.dimensions())
                .entrySet().stream()
                        .map(entry -> Dimension.builder()
                                .name(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
    }

    static MetricAlarm read(software.amazon.awssdk.services.cloudwatch.model.MetricAlarm alarm) {
        Integer period = alarm.period();
        Signal signal;
        if (alarm.hasMetrics() && !alarm.metrics().isEmpty()) {
            String expression = "";
            Map<String, Signal.OfMetric> metrics = new LinkedHashMap<>();
            for (MetricDataQuery query : alarm.metrics()) {
                if (query.metricStat() == null) {
                    expression = query.expression();
                } else {
                    period = query.metricStat().period();
                    Metric metric = query.metricStat().metric();
                    metrics.put(
                            query.id(),
                            new Signal.OfMetric(
                                    metric.namespace(),
                                    metric.metricName(),
                                    dimensions(metric.dimensions()),
                                    query.metricStat().stat()));
                }
            }
            signal = new Signal.OfExpression(expression, metrics);
        } else {
            signal = new Signal.OfMetric(
                    alarm.namespace(),
                    alarm.metricName(),
                    dimensions(alarm.dimensions()),
                    alarm.statistic() == null ? alarm.extendedStatistic() : alarm.statisticAsString());
        }
        int datapoints = alarm.datapointsToAlarm() == null ? alarm.evaluationPeriods() : alarm.datapointsToAlarm();
        return new MetricAlarm(
                alarm.alarmName(),
                text(alarm.alarmDescription()),
                signal,
                new Condition(
                        alarm.comparisonOperatorAsString(),
                        alarm.threshold() == null ? Double.NaN : alarm.threshold(),
                        period == null ? 0 : period,
                        alarm.evaluationPeriods(),
                        datapoints,
                        alarm.treatMissingData() == null ? "missing" : alarm.treatMissingData()),
                actions(
                        alarm.actionsEnabled(),
                        alarm.alarmActions(),
                        alarm.okActions(),
                        alarm.insufficientDataActions()));
    }

    static CompositeAlarm read(software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm alarm) {
        return new CompositeAlarm(
                alarm.alarmName(),
                text(alarm.alarmDescription()),
                alarm.alarmRule(),
                actions(
                        alarm.actionsEnabled(),
                        alarm.alarmActions(),
                        alarm.okActions(),
                        alarm.insufficientDataActions()));
    }

    /** Actions that are switched off tell nobody. */
    private static AlarmActions actions(
            Boolean enabled, List<String> alarm, List<String> ok, List<String> insufficientData) {
        return Boolean.FALSE.equals(enabled)
                ? new AlarmActions(switchedOff(alarm), switchedOff(ok), switchedOff(insufficientData))
                : new AlarmActions(alarm, ok, insufficientData);
    }

    private static List<String> switchedOff(List<String> actions) {
        return actions.stream().map(action -> action + " (switched off)").toList();
    }

    private static Map<String, String> dimensions(List<Dimension> dimensions) {
        Map<String, String> map = new TreeMap<>();
        dimensions.forEach(dimension -> map.put(dimension.name(), dimension.value()));
        return map;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
