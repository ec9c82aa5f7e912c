package io.github.lambdaperf.core.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

class RunMetricsTest {
    private static final Instant FROM = Instant.parse("2026-11-23T10:00:37Z");
    private static final Instant TO = Instant.parse("2026-11-23T10:02:05Z");
    private static final FunctionLimits LIMITS = new FunctionLimits(10_000, 1000, 900);

    /** Answers each call with the next map of metric name to values; the last one again and again. */
    private static final class Service implements CloudWatchClient {
        private final Deque<Map<String, List<Double>>> answers = new ArrayDeque<>();
        private final List<GetMetricDataRequest> requests = new ArrayList<>();
        private CloudWatchException failure;

        @Override
        public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
            requests.add(request);
            if (failure != null) {
                throw failure;
            }
            Map<String, List<Double>> values = answers.size() > 1 ? answers.poll() : answers.peek();
            List<MetricDataResult> results = new ArrayList<>();
            for (MetricDataQuery query : request.metricDataQueries()) {
                List<Double> found = values.get(query.metricStat().metric().metricName());
                if (found != null) {
                    results.add(MetricDataResult.builder()
                            .id(query.id())
                            .values(found)
                            .build());
                }
            }
            return GetMetricDataResponse.builder().metricDataResults(results).build();
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

    private static final class Clock implements WaitClock {
        private Instant now = TO;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }

    private static FunctionRecord function(String arn) {
        return new FunctionRecord("orders", arn, "$LATEST", "h", null, null, "/aws/lambda/orders", "Text", 10_000, 512);
    }

    private final Service service = new Service();
    private final List<String> progress = new ArrayList<>();

    private QueryRecord read(String arn, long expected) throws InterruptedException {
        return new RunMetrics(service, new Clock(), progress::add)
                .read(function(arn), LIMITS, FROM, TO, expected, TO.plusSeconds(60));
    }

    private static Map<String, String> row(QueryRecord record, String metric) {
        return record.rows().stream()
                .filter(row -> row.get("metric").equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addsUpCountsAndTakesTheWorstMinuteOfTheRest() throws InterruptedException {
        service.answers.add(Map.of(
                "Invocations", List.of(600.0, 400.0),
                "Duration", List.of(4200.5, 9000.0),
                "Errors", List.of(3.0, 2.0),
                "Throttles", List.of(0.0, 0.0),
                "ConcurrentExecutions", List.of(820.0, 700.0),
                "UnreservedConcurrentExecutions", List.of(820.0)));

        QueryRecord record = read("arn:aws:lambda:eu-west-1:1:function:orders", 1000);

        assertThat(row(record, "Invocations")).containsEntry("value", "1000").containsEntry("judgement", "");
        // 9,000 of 10,000 ms is beyond 80 %
        assertThat(row(record, "Duration"))
                .containsEntry("statistic", "p99, worst minute")
                .containsEntry("value", "9000")
                .containsEntry("judgement", "alert");
        // 5 of 1,000 is 0.5 %, between 0.1 % and 1 %
        assertThat(row(record, "Errors")).containsEntry("judgement", "warn").containsEntry("target", "< 0.1 %");
        assertThat(row(record, "Throttles")).containsEntry("judgement", "ok");
        // 820 of 1,000 is between 80 % and 90 %
        assertThat(row(record, "ConcurrentExecutions")).containsEntry("judgement", "warn");
        // 900 - 820 = 80 left, between 50 and 100
        assertThat(row(record, "UnreservedConcurrentExecutions"))
                .containsEntry("judgement", "warn")
                .containsEntry("alert", "< 50 left (80 are)");
        assertThat(record.error()).isNull();
    }

    @Test
    void asksForWholeMinutesAndTheSeriesOfTheAlias() throws InterruptedException {
        service.answers.add(Map.of("Invocations", List.of(1.0)));

        QueryRecord record = read("arn:aws:lambda:eu-west-1:1:function:orders:live", 1);

        GetMetricDataRequest request = service.requests.get(0);
        assertThat(request.startTime()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(request.endTime()).isEqualTo("2026-11-23T10:03:00Z");
        assertThat(request.metricDataQueries())
                .allSatisfy(query -> assertThat(query.id()).matches("[a-z][A-Za-z0-9_]*"));
        assertThat(request.metricDataQueries().get(0).metricStat().metric().dimensions())
                .extracting(dimension -> dimension.name() + "=" + dimension.value())
                .containsExactly("FunctionName=orders", "Resource=orders:live");
        MetricDataQuery unreserved = request.metricDataQueries().stream()
                .filter(query -> query.metricStat().metric().metricName().startsWith("Unreserved"))
                .findFirst()
                .orElseThrow();
        assertThat(unreserved.metricStat().metric().dimensions()).isEmpty();
        assertThat(record.query()).contains("Resource=orders:live").doesNotContain("incomplete");
    }

    @Test
    void waitsForTheLastMinute() throws InterruptedException {
        service.answers.add(Map.of());
        service.answers.add(Map.of("Invocations", List.of(600.0)));
        service.answers.add(Map.of("Invocations", List.of(600.0, 400.0)));

        QueryRecord record = read("arn:aws:lambda:eu-west-1:1:function:orders", 1000);

        assertThat(service.requests).hasSize(3);
        assertThat(progress).contains("waiting for CloudWatch: 600 of 1000 invocations are in its metrics");
        assertThat(row(record, "Invocations")).containsEntry("value", "1000");
    }

    @Test
    void saysWhatIsMissingAtTheDeadline() throws InterruptedException {
        service.answers.add(Map.of("Invocations", List.of(600.0)));

        QueryRecord record = read("arn:aws:lambda:eu-west-1:1:function:orders", 1000);

        assertThat(record.query()).endsWith("incomplete: 600 of 1000 invocations are in the metrics yet");
    }

    @Test
    void aDeniedCallNamesThePermission() throws InterruptedException {
        service.failure = (CloudWatchException) CloudWatchException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("not authorized")
                        .build())
                .build();

        QueryRecord record = read("arn:aws:lambda:eu-west-1:1:function:orders", 1000);

        assertThat(record.rows()).isEmpty();
        assertThat(record.error()).isEqualTo("CloudWatch denied the call: not authorized");
    }
}
