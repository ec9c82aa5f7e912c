package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The SDK's builders make arrays of generic consumers, of which the compiler warns. */
@SuppressWarnings("unchecked")
class CloudWatchTest {

    private static final Instant MINUTE =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(600);

    @TempDir
    private Path directory;

    private TargetUnderTest target;
    private CloudWatchClient cloudWatch;

    @BeforeEach
    void start() {
        target = TargetUnderTest.start(f -> f, settings -> settings.dataDirectory(directory));
        cloudWatch = target.configured(CloudWatchClient.builder()).build();
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
        target.close();
    }

    private static MetricDataQuery stat(String id, String namespace, String name, String stat) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(s -> s.metric(Metric.builder()
                                .namespace(namespace)
                                .metricName(name)
                                .build())
                        .period(60)
                        .stat(stat))
                .build();
    }

    private static MetricDataQuery expression(String id, String text) {
        return MetricDataQuery.builder().id(id).expression(text).build();
    }

    private GetMetricDataResponse data(MetricDataQuery... queries) {
        return cloudWatch.getMetricData(b -> b.startTime(MINUTE)
                .endTime(MINUTE.plusSeconds(600))
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .metricDataQueries(queries));
    }

    private void put(String name, int minute, Double... values) {
        cloudWatch.putMetricData(b -> b.namespace("Shop")
                .metricData(d -> d.metricName(name)
                        .timestamp(MINUTE.plusSeconds(60L * minute))
                        .values(values)));
    }

    @Test
    void statisticsAreOverValuesAndCounts() {
        cloudWatch.putMetricData(b -> b.namespace("Shop")
                .metricData(d -> d.metricName("Latency")
                        .dimensions(x -> x.name("Page").value("cart"))
                        .timestamp(MINUTE.plusSeconds(59))
                        .unit(StandardUnit.MILLISECONDS)
                        .values(10.0, 20.0, 400.5)
                        .counts(90.0, 9.0, 1.0)));
        List<Datapoint> points = cloudWatch
                .getMetricStatistics(b -> b.namespace("Shop")
                        .metricName("Latency")
                        .dimensions(x -> x.name("Page").value("cart"))
                        .startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(60))
                        .period(60)
                        .statistics(
                                Statistic.SUM,
                                Statistic.AVERAGE,
                                Statistic.MINIMUM,
                                Statistic.MAXIMUM,
                                Statistic.SAMPLE_COUNT))
                .datapoints();
        assertThat(points).hasSize(1);
        Datapoint point = points.get(0);
        assertThat(point.timestamp()).isEqualTo(MINUTE);
        assertThat(point.unit()).isEqualTo(StandardUnit.MILLISECONDS);
        assertThat(List.of(point.sum(), point.average(), point.minimum(), point.maximum(), point.sampleCount()))
                .containsExactly(1480.5, 14.805, 10.0, 400.5, 100.0);
        Datapoint extended = cloudWatch
                .getMetricStatistics(b -> b.namespace("Shop")
                        .metricName("Latency")
                        .dimensions(x -> x.name("Page").value("cart"))
                        .startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(60))
                        .period(60)
                        .extendedStatistics("p50", "p90", "p99", "p99.9", "tm90"))
                .datapoints()
                .get(0);
        assertThat(extended.extendedStatistics())
                .containsEntry("p50", 10.0)
                .containsEntry("p90", 10.0)
                .containsEntry("p99", 20.0)
                .containsEntry("p99.9", 400.5)
                .containsEntry("tm90", 10.0);
    }

    @Test
    void statisticSetsHaveNoPercentiles() {
        cloudWatch.putMetricData(b -> b.namespace("Shop")
                .metricData(d -> d.metricName("Set")
                        .timestamp(MINUTE)
                        .statisticValues(
                                s -> s.sampleCount(4.0).sum(10.0).minimum(1.0).maximum(4.0))));
        GetMetricDataResponse response = data(stat("a", "Shop", "Set", "Average"), stat("p", "Shop", "Set", "p90"));
        assertThat(response.metricDataResults().get(0).values()).containsExactly(2.5);
        assertThat(response.metricDataResults().get(1).values()).isEmpty();
    }

    @Test
    void expressionsAreEvaluatedWhereDataIs() {
        put("Errors", 0, 1.0, 1.0);
        put("Calls", 0, 8.0);
        put("Calls", 1, 5.0);
        put("Errors", 2, 3.0);
        put("Calls", 2, 0.0);
        GetMetricDataResponse response = data(
                stat("e", "Shop", "Errors", "Sum").toBuilder().returnData(false).build(),
                stat("c", "Shop", "Calls", "Sum"),
                expression("rate", "100 * e / c"),
                expression("filled", "IF(c > 0, 100 * FILL(e, 0) / c, 0)"),
                expression("total", "SUM(METRICS())"),
                expression("per_second", "c / PERIOD(c)"));
        assertThat(response.metricDataResults())
                .extracting(MetricDataResult::id, MetricDataResult::label, MetricDataResult::values)
                .containsExactly(
                        tuple("c", "Calls", List.of(8.0, 5.0, 0.0)),
                        tuple("rate", "rate", List.of(25.0)),
                        tuple("filled", "filled", List.of(25.0, 0.0, 0.0)),
                        tuple("total", "total", List.of(10.0, 5.0, 3.0)),
                        tuple("per_second", "per_second", List.of(8.0 / 60, 5.0 / 60, 0.0)));
        assertThat(response.metricDataResults().get(0).timestamps())
                .containsExactly(MINUTE, MINUTE.plusSeconds(60), MINUTE.plusSeconds(120));
        assertThatThrownBy(() -> data(expression("x", "SUM(nowhere)")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Undefined identifier nowhere");
        assertThatThrownBy(() -> data(expression("x", "1 +")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Error in expression 'x'");
    }

    @Test
    void newestComesFirstAndPagesFollow() {
        put("Calls", 0, 1.0);
        put("Calls", 1, 2.0);
        put("Calls", 2, 3.0);
        UnaryOperator<String> page = token -> {
            GetMetricDataResponse response = cloudWatch.getMetricData(b -> b.startTime(MINUTE)
                    .endTime(MINUTE.plusSeconds(180))
                    .maxDatapoints(2)
                    .nextToken(token)
                    .metricDataQueries(stat("c", "Shop", "Calls", "Sum")));
            MetricDataResult result = response.metricDataResults().get(0);
            if (token == null) {
                assertThat(result.values()).containsExactly(3.0, 2.0);
                assertThat(result.statusCode()).isEqualTo(StatusCode.PARTIAL_DATA);
            } else {
                assertThat(result.values()).containsExactly(1.0);
                assertThat(result.statusCode()).isEqualTo(StatusCode.COMPLETE);
            }
            return response.nextToken();
        };
        assertThat(page.apply(page.apply(null))).isNull();
    }

    @Test
    void metricsAreListedByTheirDimensions() {
        put("Calls", 0, 1.0);
        cloudWatch.putMetricData(b -> b.namespace("Shop")
                .metricData(d -> d.metricName("Calls")
                        .dimensions(x -> x.name("Page").value("cart"))
                        .value(1.0)));
        assertThat(cloudWatch.listMetrics(b -> b.namespace("Shop")).metrics())
                .extracting(Metric::metricName, m -> m.dimensions().size())
                .containsExactly(tuple("Calls", 0), tuple("Calls", 1));
        assertThat(cloudWatch
                        .listMetrics(b -> b.dimensions(x -> x.name("Page")))
                        .metrics())
                .hasSize(1);
        assertThat(cloudWatch
                        .listMetrics(b -> b.dimensions(x -> x.name("Page").value("home")))
                        .metrics())
                .isEmpty();
    }

    @Test
    void wrongDataIsRefusedAsAWhole() {
        assertThatThrownBy(() -> cloudWatch.putMetricData(b -> b.namespace("AWS/Lambda")
                        .metricData(d -> d.metricName("Calls").value(1.0))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("The value AWS/ for parameter Namespace is invalid.");
        assertThatThrownBy(() -> cloudWatch.putMetricData(b -> b.namespace("Shop")
                        .metricData(
                                d -> d.metricName("Good").value(1.0),
                                d -> d.metricName("Bad").values(1.0, 2.0).counts(1.0))))
                .isInstanceOf(InvalidParameterCombinationException.class);
        assertThatThrownBy(() -> put("Old", -60 * 24 * 15, 1.0)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> put("NoNumber", 0, Double.NaN)).isInstanceOf(InvalidParameterValueException.class);
        assertThat(cloudWatch.listMetrics(b -> b.namespace("Shop")).metrics()).isEmpty();
    }

    @Test
    void lambdaCountsItsInvocations() {
        target.invoke("{\"do\":\"echo\"}");
        target.invoke("{\"do\":\"echo\"}");
        target.invoke("{\"do\":\"throw\"}");
        assertThat(lambda("Invocations", "Sum")).isEqualTo(3);
        assertThat(lambda("Errors", "Sum")).isEqualTo(1);
        assertThat(lambda("Throttles", "Sum")).isZero();
        assertThat(lambda("Duration", "SampleCount")).isEqualTo(3);
        assertThat(lambda("Duration", "p99")).isPositive();
        assertThat(lambda("ConcurrentExecutions", "Maximum")).isEqualTo(1);
        assertThat(cloudWatch
                        .listMetrics(b -> b.namespace("AWS/Lambda").metricName("Invocations"))
                        .metrics())
                .extracting(metric -> metric.dimensions().toString())
                .containsExactly(
                        "[]",
                        "[Dimension(Name=FunctionName, Value=sample)]",
                        "[Dimension(Name=FunctionName, Value=sample), Dimension(Name=Resource, Value=sample)]");
        assertThat(cloudWatch
                        .listMetrics(b -> b.metricName("UnreservedConcurrentExecutions"))
                        .metrics())
                .hasSize(1);
    }

    /** The statistic over the whole time of the test. */
    private double lambda(String metric, String stat) {
        return cloudWatch
                .getMetricData(b -> b.startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(7200))
                        .metricDataQueries(q -> q.id("m")
                                .metricStat(s -> s.metric(x -> x.namespace("AWS/Lambda")
                                                .metricName(metric)
                                                .dimensions(d ->
                                                        d.name("FunctionName").value("sample")))
                                        .period(7200)
                                        .stat(stat))))
                .metricDataResults()
                .get(0)
                .values()
                .get(0);
    }

    @Test
    void eventsThatFailAreDroppedAfterTheirRetries() {
        target.close();
        target = TargetUnderTest.start(f -> f, settings -> settings.timeScale(0.001));
        cloudWatch.close();
        cloudWatch = target.configured(CloudWatchClient.builder()).build();
        target.lambda.invoke(b -> b.functionName("sample")
                .invocationType("Event")
                .payload(software.amazon.awssdk.core.SdkBytes.fromUtf8String("{\"do\":\"throw\"}")));
        Waiting.until(() -> !cloudWatch
                .listMetrics(b -> b.metricName("AsyncEventsDropped"))
                .metrics()
                .isEmpty());
        assertThat(lambda("AsyncEventsReceived", "Sum")).isEqualTo(1);
        assertThat(lambda("AsyncEventsDropped", "Sum")).isEqualTo(1);
        assertThat(lambda("AsyncEventAge", "SampleCount")).isEqualTo(3);
        assertThat(lambda("Errors", "Sum")).isEqualTo(3);
    }

    @Test
    void rejectedCallsAreThrottlesAndNoInvocations() {
        Path file = directory.resolve("running");
        Thread first = new Thread(() -> target.invoke(
                "{\"do\":\"sleep\",\"ms\":2000,\"file\":\"" + file.toString().replace("\\", "\\\\") + "\"}"));
        first.start();
        Waiting.until(() -> java.nio.file.Files.exists(file));
        assertThatThrownBy(() -> target.invoke("{}"))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.TooManyRequestsException.class);
        Waiting.until(() -> !first.isAlive());
        assertThat(lambda("Throttles", "Sum")).isEqualTo(1);
        assertThat(lambda("Invocations", "Sum")).isEqualTo(1);
    }

    @Test
    void metricsOutliveTheTarget() {
        put("Calls", 0, 1.0, 2.0);
        target.close();
        cloudWatch.close();
        start();
        put("Calls", 0, 6.0);
        assertThat(data(stat("c", "Shop", "Calls", "Sum"), stat("p", "Shop", "Calls", "p50"))
                        .metricDataResults())
                .extracting(MetricDataResult::values)
                .containsExactly(List.of(9.0), List.of(2.0));
    }

    @Test
    void embeddedMetricsAreTakenFromLogLines() {
        target.logs.createLogGroup(b -> b.logGroupName("app"));
        target.logs.createLogStream(b -> b.logGroupName("app").logStreamName("s"));
        String line = """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"],\
                ["service","op"],["absent"]],"Metrics":[{"Name":"time","Unit":"Milliseconds"},{"Name":"size"}]}]},\
                "service":"shop","op":"buy","time":[10,30],"size":7}
                """.formatted(MINUTE.toEpochMilli());
        target.logs.putLogEvents(b -> b.logGroupName("app")
                .logStreamName("s")
                .logEvents(e -> e.timestamp(MINUTE.toEpochMilli()).message(line)));
        assertThat(cloudWatch.listMetrics(b -> b.namespace("Orders")).metrics())
                .extracting(Metric::metricName, m -> m.dimensions().size())
                .containsExactly(tuple("size", 1), tuple("size", 2), tuple("time", 1), tuple("time", 2));
        Datapoint point = cloudWatch
                .getMetricStatistics(b -> b.namespace("Orders")
                        .metricName("time")
                        .dimensions(x -> x.name("service").value("shop"))
                        .startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.AVERAGE, Statistic.SAMPLE_COUNT))
                .datapoints()
                .get(0);
        assertThat(point.average()).isEqualTo(20);
        assertThat(point.sampleCount()).isEqualTo(2);
        assertThat(point.unit()).isEqualTo(StandardUnit.MILLISECONDS);
    }

    @Test
    void theJsonProtocolIsServed() throws Exception {
        assertThat(json("PutMetricData", """
                {"Namespace":"Shop","MetricData":[{"MetricName":"Calls","Timestamp":%d,"Value":2,"Unit":"Count"}]}
                """.formatted(MINUTE.getEpochSecond())).body())
                .isEqualTo("{}");
        assertThat(json("GetMetricStatistics", """
                {"Namespace":"Shop","MetricName":"Calls","StartTime":%d,"EndTime":%d,"Period":60,"Statistics":["Sum"]}
                """.formatted(MINUTE.getEpochSecond(), MINUTE.getEpochSecond() + 60))
                        .body())
                .isEqualTo("{\"Label\":\"Calls\",\"Datapoints\":[{\"Timestamp\":" + MINUTE.getEpochSecond()
                        + ",\"Sum\":2.0,\"Unit\":\"Count\"}]}");
        HttpResponse<String> refused = json("PutDashboard", "{}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo("{\"__type\":\"UnknownOperationException\","
                        + "\"message\":\"the local target does not serve PutDashboard of CloudWatch\"}");
    }

    @Test
    void theQueryProtocolIsServed() throws Exception {
        // The form of the API reference's sample request of PutMetricData.
        HttpResponse<String> put = query("Action=PutMetricData&Version=2010-08-01&Namespace=TestNamespace"
                + "&MetricData.member.1.MetricName=buffers&MetricData.member.1.Unit=Bytes"
                + "&MetricData.member.1.Timestamp=" + URLEncoder.encode(MINUTE.toString(), StandardCharsets.UTF_8)
                + "&MetricData.member.1.Dimensions.member.1.Name=InstanceType"
                + "&MetricData.member.1.Dimensions.member.1.Value=m1.small"
                + "&MetricData.member.1.Values.member.1=231434333&MetricData.member.1.Counts.member.1=2");
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(put.body())
                .startsWith("<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                        + "<ResponseMetadata><RequestId>");
        assertThat(query("Action=GetMetricStatistics&Version=2010-08-01&Namespace=TestNamespace&MetricName=buffers"
                                + "&Dimensions.member.1.Name=InstanceType&Dimensions.member.1.Value=m1.small"
                                + "&StartTime=" + MINUTE + "&EndTime=" + MINUTE.plusSeconds(60)
                                + "&Period=60&Statistics.member.1=Sum&ExtendedStatistics.member.1=p99")
                        .body())
                .contains("<GetMetricStatisticsResult><Label>buffers</Label><Datapoints><member><Timestamp>" + MINUTE
                        + "</Timestamp><Sum>4.62868666E8</Sum><Unit>Bytes</Unit><ExtendedStatistics><entry>"
                        + "<key>p99</key><value>2.31434333E8</value></entry></ExtendedStatistics></member>"
                        + "</Datapoints></GetMetricStatisticsResult>");
        HttpResponse<String> refused = query("Action=PutDashboard&Version=2010-08-01");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("<Error><Type>Sender</Type><Code>InvalidAction</Code>"
                        + "<Message>the local target does not serve PutDashboard of CloudWatch</Message></Error>");
        assertThat(query("Action=ListMetrics&Version=2010-08-01&NextToken=x").body())
                .contains("<Code>InvalidNextToken</Code>");
    }

    @Test
    void whatIsNotServedNamesItself() {
        assertThatThrownBy(() -> cloudWatch.listDashboards())
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("the local target does not serve ListDashboards of CloudWatch");
    }

    private HttpResponse<String> json(String operation, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder()
                .header("X-Amz-Target", "GraniteServiceVersion20100801." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> query(String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        URI uri = target.target.endpoint().resolve("/");
        return HttpClient.newHttpClient()
                .send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
