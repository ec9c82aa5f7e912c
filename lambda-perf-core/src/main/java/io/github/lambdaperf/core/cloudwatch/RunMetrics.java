package io.github.lambdaperf.core.cloudwatch;

import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * Lambda's metrics of a run from GetMetricData, as one more analysis of its record. Metrics come in minutes, stamped with the
 * start of an invocation, so the window is that of whole minutes; other callers of the function in them count too.
 */
public final class RunMetrics {
    /** Name of the analysis in a record. */
    public static final String NAME = "cloudwatch-metrics";

    /** Column of the judgement. */
    public static final String JUDGEMENT = "judgement";

    private static final String TITLE = "CloudWatch metrics of the run's minutes";
    /** Column of what the metric cannot exceed, a number in its unit; empty: nothing is known to bound it. */
    public static final String LIMIT = "limit";

    private static final List<String> COLUMNS =
            List.of("metric", "statistic", "value", "unit", LIMIT, "target", "alert", JUDGEMENT);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int MINUTE = 60;

    private final CloudWatchClient client;
    private final WaitClock clock;
    private final Consumer<String> progress;

    /** @param client is not closed here @param progress takes a line for the reader now and then */
    public RunMetrics(CloudWatchClient client, WaitClock clock, Consumer<String> progress) {
        this.client = client;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads the metrics, as soon as they hold as many invocations as Lambda accepted.
     *
     * @param from of the run's first invocation
     * @param to of its last answer
     * @param expected invocations that must be in them
     * @param deadline after which what is there is taken, and said to be incomplete
     * @return with an error in the place of rows where CloudWatch cannot be asked
     */
    public QueryRecord read(
            FunctionRecord function, FunctionLimits limits, Instant from, Instant to, long expected, Instant deadline)
            throws InterruptedException {
        Instant start = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), MINUTE) * MINUTE);
        Instant end = Instant.ofEpochSecond((Math.floorDiv(to.getEpochSecond(), MINUTE) + 1) * MINUTE);
        String text = "GetMetricData " + LambdaMetric.NAMESPACE + " " + dimensionText(function) + " from " + start
                + " to " + end;
        try {
            Map<LambdaMetric, Double> values = values(function, start, end);
            while (values.getOrDefault(LambdaMetric.INVOCATIONS, 0.0) < expected
                    && clock.now().plus(POLL).isBefore(deadline)) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "waiting for CloudWatch: %.0f of %d invocations are in its metrics",
                        values.getOrDefault(LambdaMetric.INVOCATIONS, 0.0),
                        expected));
                clock.sleep(POLL);
                values = values(function, start, end);
            }
            double found = values.getOrDefault(LambdaMetric.INVOCATIONS, 0.0);
            String complete = found >= expected
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " -- incomplete: %.0f of %d invocations are in the metrics yet",
                            found,
                            expected);
            return new QueryRecord(NAME, TITLE, text + complete, COLUMNS, rows(values, limits), null);
        } catch (SdkException e) {
            return failed(text, CallFault.describe("CloudWatch", e));
        }
    }

    private static QueryRecord failed(String text, String error) {
        return new QueryRecord(NAME, TITLE, text, List.of(), List.of(), error);
    }

    private Map<LambdaMetric, Double> values(FunctionRecord function, Instant start, Instant end) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (LambdaMetric metric : LambdaMetric.values()) {
            List<Dimension> dimensions = metric.scope() == LambdaMetric.Scope.REGION ? List.of() : dimensions(function);
            queries.add(MetricDataQuery.builder()
                    .id("m" + metric.ordinal())
                    .metricStat(stat -> stat.period(period(start))
                            .stat(metric.statistic())
                            .metric(named -> named.namespace(LambdaMetric.NAMESPACE)
                                    .metricName(metric.label())
                                    .dimensions(dimensions)))
                    .build());
        }
        Map<LambdaMetric, Double> values = new EnumMap<>(LambdaMetric.class);
        String token = null;
        do {
            String page = token;
            GetMetricDataResponse answer = client.getMetricData(request -> request.startTime(start)
                    .endTime(end)
                    .metricDataQueries(queries)
                    .nextToken(page));
            for (MetricDataResult result : answer.metricDataResults()) {
                if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN) {
                    throw CloudWatchException.builder()
                            .message("GetMetricData has the status " + result.statusCodeAsString() + " for "
                                    + result.label())
                            .statusCode(result.statusCode() == StatusCode.FORBIDDEN ? 403 : 500)
                            .build();
                }
                LambdaMetric metric = asked(result.id());
                result.values().forEach(value -> values.merge(metric, value, metric.isSum() ? Double::sum : Math::max));
            }
            token = answer.nextToken();
        } while (token != null && !token.isEmpty());
        return values;
    }

    private static LambdaMetric asked(String id) {
        for (LambdaMetric metric : LambdaMetric.values()) {
            if (("m" + metric.ordinal()).equals(id)) {
                return metric;
            }
        }
        throw new CallFault.SenselessAnswer("a result with the id '" + id + "', which was not asked for");
    }

    /** Minutes are kept for 15 days, five minutes for 63. */
    private int period(Instant start) {
        long days = Duration.between(start, clock.now()).toDays();
        return days < 15 ? MINUTE : days < 63 ? 5 * MINUTE : 60 * MINUTE;
    }

    /** A series of its own for each alias and version; without a qualifier that of the function. */
    private static List<Dimension> dimensions(FunctionRecord function) {
        Dimension name =
                Dimension.builder().name("FunctionName").value(function.name()).build();
        String qualifier = qualifier(function);
        return qualifier == null
                ? List.of(name)
                : List.of(
                        name,
                        Dimension.builder()
                                .name("Resource")
                                .value(function.name() + ":" + qualifier)
                                .build());
    }

    private static String qualifier(FunctionRecord function) {
        String[] parts = function.arn().split(":");
        return parts.length > 7 ? parts[7] : null;
    }

    private static String dimensionText(FunctionRecord function) {
        String qualifier = qualifier(function);
        return "FunctionName=" + function.name()
                + (qualifier == null ? "" : ", Resource=" + function.name() + ":" + qualifier);
    }

    private static List<Map<String, String>> rows(Map<LambdaMetric, Double> values, FunctionLimits limits) {
        List<Map<String, String>> rows = new ArrayList<>();
        values.forEach((metric, value) -> {
            LambdaMetric.Judged judged = metric.judge(values, limits);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("metric", metric.label());
            row.put("statistic", metric.isSum() ? "Sum" : metric.statistic() + ", worst minute");
            row.put("value", String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value));
            row.put("unit", metric.unit());
            long limit = metric.limit(limits);
            row.put(LIMIT, limit == 0 ? "" : Long.toString(limit));
            row.put("target", judged.target());
            row.put("alert", judged.alert());
            row.put(
                    JUDGEMENT,
                    judged.judgement() == LambdaMetric.Judgement.NONE
                            ? ""
                            : judged.judgement().name().toLowerCase(Locale.ROOT));
            rows.add(row);
        });
        return rows;
    }
}
