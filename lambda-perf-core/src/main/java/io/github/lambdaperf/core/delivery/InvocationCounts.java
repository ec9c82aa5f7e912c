package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.cloudwatch.LambdaMetric;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** How many invocations of a function succeeded, by CloudWatch, in whole minutes; every caller of it counts. */
final class InvocationCounts {
    private static final int MINUTE = 60;

    private final CloudWatchClient client;
    private final FunctionRecord function;

    InvocationCounts(CloudWatchClient client, FunctionRecord function) {
        this.client = client;
        this.function = function;
    }

    /** Invocations less errors in the minutes from one moment to the other. */
    long succeeded(Instant from, Instant to) {
        long start = Math.floorDiv(from.getEpochSecond(), MINUTE) * MINUTE;
        long end = (Math.floorDiv(to.getEpochSecond(), MINUTE) + 1) * MINUTE;
        Map<LambdaMetric, Double> sums = new EnumMap<>(LambdaMetric.class);
        client
                .getMetricDataPaginator(request -> request.startTime(Instant.ofEpochSecond(start))
                        .endTime(Instant.ofEpochSecond(end))
                        .metricDataQueries(sum(LambdaMetric.INVOCATIONS), sum(LambdaMetric.ERRORS)))
                .stream()
                .flatMap(page -> page.metricDataResults().stream())
                .forEach(result -> result.values()
                        .forEach(value -> sums.merge(
                                result.id().equals("errors") ? LambdaMetric.ERRORS : LambdaMetric.INVOCATIONS,
                                value,
                                Double::sum)));
        return Math.round(
                sums.getOrDefault(LambdaMetric.INVOCATIONS, 0.0) - sums.getOrDefault(LambdaMetric.ERRORS, 0.0));
    }

    private MetricDataQuery sum(LambdaMetric metric) {
        return MetricDataQuery.builder()
                .id(metric == LambdaMetric.ERRORS ? "errors" : "invocations")
                .metricStat(stat -> stat.period(MINUTE)
                        .stat("Sum")
                        .metric(named -> named.namespace(LambdaMetric.NAMESPACE)
                                .metricName(metric.label())
                                .dimensions(Dimension.builder()
                                        .name("FunctionName")
                                        .value(function.name())
                                        .build())))
                .build();
    }
}
