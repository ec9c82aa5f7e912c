package io.github.lambdaperf.core.cloudwatch;

import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.ServiceCost;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.Publication;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * Publishes a scenario's results as custom metrics: durations as values and counts, so that CloudWatch computes their
 * percentiles, counters and gauges as one value each; all with the dimensions {@code FunctionName} and {@code Scenario}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">the limits</a>
 */
public final class Publisher {
    /** Different values of one datum. */
    static final int MOST_VALUES = 150;

    /** Data of one call: far below the limit of 1000 metrics, and of 1 MB. */
    static final int MOST_DATA = 20;

    /** A population of the run's histograms to the name of its metric. */
    private static final Map<String, String> POPULATIONS = Map.of(
            "all", "Latency", "warm", "LatencyWarm", "cold", "LatencyCold", "server", "ServerDuration", "init", "Init");

    /** A metric of the run to its name and unit. */
    private static final Map<Metric, String> FIGURES = figures();

    private final CloudWatchClient client;
    private final PriceTable prices;

    /** @param client is not closed here */
    public Publisher(CloudWatchClient client, PriceTable prices) {
        this.client = client;
        this.prices = prices;
    }

    private static Map<Metric, String> figures() {
        Map<Metric, String> figures = new LinkedHashMap<>();
        figures.put(Metric.INVOCATIONS, "Invocations");
        figures.put(Metric.INVOCATION_ERRORS, "Errors");
        figures.put(Metric.THROTTLES, "Throttles");
        figures.put(Metric.COLD_STARTS, "ColdStarts");
        figures.put(Metric.DROPPED_ITERATIONS, "DroppedIterations");
        figures.put(Metric.COST_PER_MILLION, "CostPerMillion");
        figures.put(Metric.MESSAGES_SENT, "MessagesSent");
        figures.put(Metric.MESSAGES_DELIVERED, "MessagesDelivered");
        figures.put(Metric.MESSAGES_DEAD_LETTERED, "MessagesDeadLettered");
        figures.put(Metric.MESSAGES_LOST, "MessagesLost");
        return figures;
    }

    /**
     * What was published.
     *
     * @param note for the reader: the metrics, and what they cost each month
     * @param charge of a month
     */
    public record Published(String note, ChargeRecord charge) {}

    /**
     * Publishes; a failure is told by the note and does not end the analysis.
     *
     * @param scenario with a {@link ScenarioRecord#publish()}
     * @param populations of its histograms, in microseconds
     * @param region that the price is of
     */
    public Published publish(
            ScenarioRecord scenario, FunctionRecord function, SortedMap<String, Histogram> populations, String region) {
        Publication publication = scenario.publish();
        List<MetricDatum> data = data(scenario, function, populations);
        try {
            for (int from = 0; from < data.size(); from += MOST_DATA) {
                List<MetricDatum> part = data.subList(from, Math.min(data.size(), from + MOST_DATA));
                client.putMetricData(
                        request -> request.namespace(publication.namespace()).metricData(part));
            }
        } catch (SdkException e) {
            return new Published(
                    "the results were not published to " + publication.namespace() + ": "
                            + CallFault.describe("CloudWatch", e),
                    null);
        }
        long metrics = data.stream().map(MetricDatum::metricName).distinct().count();
        ChargeRecord charge = new ServiceCost(prices).customMetrics(metrics, region);
        String usd = charge.usd().stripTrailingZeros().toPlainString();
        String note = metrics + " metrics published to " + publication.namespace() + "; as custom metrics they cost "
                + usd + " USD for a month in which they get data, prorated by the hour ("
                + charge.pricesRegion() + ")";
        return new Published(note, charge);
    }

    private static List<MetricDatum> data(
            ScenarioRecord scenario, FunctionRecord function, SortedMap<String, Histogram> populations) {
        List<Dimension> dimensions = new ArrayList<>();
        dimensions.add(dimension("FunctionName", function.name()));
        dimensions.add(dimension("Scenario", scenario.name()));
        scenario.publish().dimensions().forEach((name, value) -> dimensions.add(dimension(name, value)));
        Instant at = Instant.ofEpochMilli(scenario.startedAtMs());
        List<MetricDatum> data = new ArrayList<>();
        populations.forEach((population, histogram) -> {
            String name = POPULATIONS.get(population);
            if (name != null && histogram.getTotalCount() > 0) {
                data.addAll(durations(name, histogram, dimensions, at));
            }
        });
        FIGURES.forEach((metric, name) -> {
            MetricRecord record = scenario.metrics().get(metric.label());
            Double value = record == null
                    ? null
                    : record.values().getOrDefault("count", record.values().get("value"));
            if (value != null) {
                data.add(MetricDatum.builder()
                        .metricName(name)
                        .dimensions(dimensions)
                        .timestamp(at)
                        .unit(metric == Metric.COST_PER_MILLION ? StandardUnit.NONE : StandardUnit.COUNT)
                        .value(value)
                        .build());
            }
        });
        return data;
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    /** All values of a histogram, in as many data as their number asks for. */
    private static List<MetricDatum> durations(
            String name, Histogram histogram, List<Dimension> dimensions, Instant at) {
        List<MetricDatum> data = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            values.add(bucket.getValueIteratedTo() / Histograms.UNITS_PER_MS);
            counts.add((double) bucket.getCountAtValueIteratedTo());
        }
        for (int from = 0; from < values.size(); from += MOST_VALUES) {
            int to = Math.min(values.size(), from + MOST_VALUES);
            data.add(MetricDatum.builder()
                    .metricName(name)
                    .dimensions(dimensions)
                    .timestamp(at)
                    .unit(StandardUnit.MILLISECONDS)
                    .values(values.subList(from, to))
                    .counts(counts.subList(from, to))
                    .build());
        }
        return data;
    }
}
