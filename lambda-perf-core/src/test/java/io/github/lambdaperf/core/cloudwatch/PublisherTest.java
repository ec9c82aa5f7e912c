package io.github.lambdaperf.core.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.Publication;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

class PublisherTest {
    private static final FunctionRecord FUNCTION = new FunctionRecord(
            "orders",
            "arn:aws:lambda:eu-west-1:1:function:orders",
            "1",
            "h",
            null,
            null,
            "/aws/lambda/orders",
            "Text",
            3000,
            512);

    private static final class Service implements CloudWatchClient {
        private final List<PutMetricDataRequest> requests = new ArrayList<>();
        private boolean denies;

        @Override
        public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
            if (denies) {
                throw CloudWatchException.builder()
                        .message("not authorized")
                        .statusCode(403)
                        .build();
            }
            requests.add(request);
            return PutMetricDataResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "monitoring";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static ScenarioRecord scenario() {
        SortedMap<String, MetricRecord> metrics = new TreeMap<>();
        metrics.put(
                "invocations",
                new MetricRecord("counter", "count", "client", 3, new TreeMap<>(Map.of("count", 3.0, "rate", 1.0))));
        metrics.put(
                "cost_per_million",
                new MetricRecord("gauge", "USD", "computed", 1, new TreeMap<>(Map.of("value", 0.41))));
        return new ScenarioRecord(
                "direct",
                "src/perf/direct.yaml",
                "d",
                "constant-vus 1",
                Instant.parse("2026-11-23T10:00:00Z").toEpochMilli(),
                1000,
                null,
                metrics,
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                null,
                null,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                new Publication("Perf", new TreeMap<>(Map.of("Team", "shop"))));
    }

    private static SortedMap<String, Histogram> histograms(int values) {
        Histogram histogram = new Histogram(3);
        for (int i = 1; i <= values; i++) {
            histogram.recordValueWithCount(i * 1000L, 2);
        }
        return new TreeMap<>(Map.of("all", histogram, "cold", new Histogram(3)));
    }

    @Test
    void publishesValuesAndCounts() {
        Service service = new Service();

        Publisher.Published published =
                new Publisher(service, PriceTable.bundled()).publish(scenario(), FUNCTION, histograms(2), "us-east-1");

        PutMetricDataRequest request = service.requests.get(0);
        assertThat(request.namespace()).isEqualTo("Perf");
        MetricDatum latency = request.metricData().get(0);
        assertThat(latency.metricName()).isEqualTo("Latency");
        assertThat(latency.unit()).isEqualTo(StandardUnit.MILLISECONDS);
        assertThat(latency.values()).containsExactly(1.0, 2.0);
        assertThat(latency.counts()).containsExactly(2.0, 2.0);
        assertThat(latency.timestamp()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(latency.dimensions())
                .extracting(dimension -> dimension.name() + "=" + dimension.value())
                .containsExactly("FunctionName=orders", "Scenario=direct", "Team=shop");
        assertThat(request.metricData())
                .extracting(MetricDatum::metricName)
                .containsExactly("Latency", "Invocations", "CostPerMillion");
        assertThat(request.metricData().get(1).value()).isEqualTo(3);
        assertThat(published.note())
                .startsWith("3 metrics published to Perf; as custom metrics they cost 0.9 USD for a month");
    }

    /** PutMetricData takes 150 different values in a datum; more of them are more data of the same metric. */
    @Test
    void keepsTheLimitsOfTheCall() {
        Service service = new Service();

        new Publisher(service, PriceTable.bundled()).publish(scenario(), FUNCTION, histograms(1500), "us-east-1");

        List<MetricDatum> data = service.requests.stream()
                .flatMap(request -> request.metricData().stream())
                .toList();
        assertThat(data).allMatch(datum -> !datum.hasValues() || datum.values().size() <= 150);
        assertThat(service.requests).allMatch(request -> request.metricData().size() <= 20);
        double counted = data.stream()
                .filter(datum -> datum.metricName().equals("Latency"))
                .flatMap(datum -> datum.counts().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(counted).isEqualTo(3000);
    }

    @Test
    void saysWhyNothingWasPublished() {
        Service service = new Service();
        service.denies = true;

        assertThat(new Publisher(service, PriceTable.bundled())
                        .publish(scenario(), FUNCTION, histograms(2), "us-east-1")
                        .note())
                .isEqualTo("the results were not published to Perf: CloudWatch denied the call: not authorized");
    }
}
