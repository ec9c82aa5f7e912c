package io.github.lambdaperf.core.cloudwatch;

import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.CustomMetric;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.Jackknife;
import io.github.lambdaperf.core.threshold.MetricType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * Metrics of the user's namespaces over the whole minutes of a scenario, each as one value: one period spans them all, so
 * that percentiles are those of the scenario and not of a minute.
 */
final class CustomMetrics {
    /** Name of the analysis in a record. */
    static final String NAME = "custom-metrics";

    private static final List<String> COLUMNS =
            List.of("name", "namespace", "metric", "dimensions", "statistic", "value", "unit");
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int MINUTE = 60;

    private final CloudWatchClient client;
    private final WaitClock clock;
    private final Consumer<String> progress;

    CustomMetrics(CloudWatchClient client, WaitClock clock, Consumer<String> progress) {
        this.client = client;
        this.clock = clock;
        this.progress = progress;
    }

    /** What was read: metrics by name, and a table for the reader. */
    record Read(Map<String, Double> values, QueryRecord table) {}

    /**
     * Reads the scenario's metrics, as soon as each of them has data.
     *
     * @param deadline after which those without data are left out
     */
    Read read(ScenarioRecord scenario, Instant deadline) throws InterruptedException {
        long start = Math.floorDiv(scenario.startedAtMs(), MINUTE * 1000L) * MINUTE;
        long end = (Math.floorDiv(scenario.startedAtMs() + scenario.durationMs(), MINUTE * 1000L) + 1) * MINUTE;
        String text = "GetMetricData from " + Instant.ofEpochSecond(start) + " to " + Instant.ofEpochSecond(end)
                + ", one period";
        try {
            Map<String, Double> values = values(scenario.custom(), start, end);
            while (values.size() < scenario.custom().size()
                    && clock.now().plus(POLL).isBefore(deadline)) {
                progress.accept("waiting for CloudWatch: " + values.size() + " of "
                        + scenario.custom().size() + " custom metrics of " + scenario.name() + " have data");
                clock.sleep(POLL);
                values = values(scenario.custom(), start, end);
            }
            return new Read(
                    values, new QueryRecord(NAME, title(scenario), text, COLUMNS, rows(scenario, values), null));
        } catch (SdkException e) {
            return new Read(
                    Map.of(),
                    new QueryRecord(
                            NAME, title(scenario), text, List.of(), List.of(), CallFault.describe("CloudWatch", e)));
        }
    }

    private static String title(ScenarioRecord scenario) {
        return "Custom metrics of " + scenario.name() + ", over its whole minutes";
    }

    private Map<String, Double> values(List<CustomMetric> metrics, long start, long end) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            queries.add(query("c" + i, metrics.get(i), (int) (end - start)));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        client
                .getMetricDataPaginator(request -> request.startTime(Instant.ofEpochSecond(start))
                        .endTime(Instant.ofEpochSecond(end))
                        .metricDataQueries(queries))
                .stream()
                .flatMap(page -> page.metricDataResults().stream())
                .filter(result -> !result.values().isEmpty())
                .forEach(result -> values.put(
                        metrics.get(Integer.parseInt(result.id().substring(1))).name(),
                        result.values().get(0)));
        return values;
    }

    private static MetricDataQuery query(String id, CustomMetric metric, int period) {
        List<Dimension> dimensions = metric.dimensions().entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.period(period)
                        .stat(metric.statistic())
                        .unit(metric.unit())
                        .metric(named -> named.namespace(metric.namespace())
                                .metricName(metric.metric())
                                .dimensions(dimensions)))
                .build();
    }

    private static List<Map<String, String>> rows(ScenarioRecord scenario, Map<String, Double> values) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (CustomMetric metric : scenario.custom()) {
            Double value = values.get(metric.name());
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", metric.name());
            row.put("namespace", metric.namespace());
            row.put("metric", metric.metric());
            row.put(
                    "dimensions",
                    metric.dimensions().entrySet().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")));
            row.put("statistic", metric.statistic());
            row.put(
                    "value",
                    value == null
                            ? "no data"
                            : String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.4f", value));
            row.put("unit", metric.unit() == null ? "" : metric.unit());
            rows.add(row);
        }
        return rows;
    }

    /** The scenario's metrics with those that were read. */
    static SortedMap<String, MetricRecord> metrics(ScenarioRecord scenario, Map<String, Double> values) {
        SortedMap<String, MetricRecord> metrics = new TreeMap<>(scenario.metrics());
        for (CustomMetric metric : scenario.custom()) {
            Double value = values.get(metric.name());
            SortedMap<String, Double> figures = new TreeMap<>();
            if (value != null) {
                figures.put("value", value);
            }
            metrics.put(
                    metric.name(),
                    new MetricRecord(
                            MetricType.GAUGE.label(), unit(metric), "cloudwatch", value == null ? 0 : 1, figures));
        }
        return metrics;
    }

    /** The scenario's judged metrics with those that were read; they have no error of their own within a run. */
    static SortedMap<String, JudgedMetric> judged(ScenarioRecord scenario, Map<String, Double> values) {
        SortedMap<String, JudgedMetric> judged = new TreeMap<>(scenario.judged());
        for (CustomMetric metric : scenario.custom()) {
            Double value = values.get(metric.name());
            if (value != null) {
                judged.put(CustomMetric.JUDGED + metric.name(), Jackknife.judgedExact(value, 1, unit(metric)));
            }
        }
        return judged;
    }

    private static String unit(CustomMetric metric) {
        return metric.unit() == null ? "" : metric.unit();
    }
}
