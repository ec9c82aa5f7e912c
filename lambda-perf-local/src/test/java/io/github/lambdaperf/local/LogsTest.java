package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.TargetUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.logs.LogEvent;
import io.github.lambdaperf.local.logs.QueryEngine;
import io.github.lambdaperf.local.logs.QueryResult;
import io.github.lambdaperf.local.logs.QuerySyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

class LogsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns each event as a row; "bad" does not compile. */
    private static final QueryEngine ROWS = query -> {
        if (query.startsWith("bad")) {
            throw new QuerySyntaxException("unexpected token bad", 0, 3);
        }
        return (events, start, end, limit) -> {
            List<Map<String, String>> rows = new ArrayList<>();
            for (LogEvent event : events) {
                rows.add(Map.of("@message", event.message()));
            }
            return new QueryResult(rows, rows.size(), rows.size(), 42);
        };
    };

    @Test
    void linesOfAnInvocationAreStoredInOrder() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            InvokeResponse response = target.invoke("{}");

            String id = response.responseMetadata().requestId();
            List<String> lines = target.messages();
            assertThat(lines.get(0))
                    .isEqualTo("INIT_START Runtime Version: java17.local\tRuntime Version ARN: "
                            + "arn:aws:lambda:us-east-1::runtime:java17\n");
            assertThat(lines.subList(1, 6))
                    .containsExactly(
                            "START RequestId: " + id + " Version: $LATEST\n",
                            "printed line\n",
                            "logged\nin two lines\n",
                            "without a line end",
                            "END RequestId: " + id + "\n");
            assertThat(lines.get(6)).startsWith("REPORT RequestId: " + id + "\tDuration: ");
            assertThat(lines).hasSize(7);
            String stream = json(response).path("stream").asText();
            assertThat(stream)
                    .matches(LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/')
                            + "/\\[\\$LATEST\\][0-9a-f]{32}");
            assertThat(target.logs
                            .describeLogStreams(b -> b.logGroupName("/aws/lambda/sample"))
                            .logStreams())
                    .singleElement()
                    .satisfies(s -> assertThat(s.logStreamName()).isEqualTo(stream));
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void jsonFormatHasPlatformEvents(RuntimeClient client) throws IOException {
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f.logFormat(LogFormat.JSON), s -> s.runtimeClient(client))) {
            InvokeResponse response = target.invoke("{}");
            target.invoke("{\"do\":\"throw\"}");

            List<JsonNode> platform = new ArrayList<>();
            List<JsonNode> application = new ArrayList<>();
            for (String line : target.messages()) {
                if (line.startsWith("{")) {
                    JsonNode node = JSON.readTree(line);
                    (node.has("type") ? platform : application).add(node);
                }
            }
            assertThat(platform)
                    .extracting(node -> node.path("type").asText())
                    .containsExactly(
                            "platform.initStart",
                            "platform.start",
                            "platform.report",
                            "platform.start",
                            "platform.report");
            JsonNode init = platform.get(0).path("record");
            assertThat(init.path("initializationType").asText()).isEqualTo("on-demand");
            assertThat(init.path("functionVersion").asText()).isEqualTo("$LATEST");
            assertThat(init.path("instanceId").asText())
                    .isEqualTo(json(response).path("stream").asText());
            assertThat(init.path("instanceMaxMemory").asLong()).isEqualTo(536_870_912);
            JsonNode report = platform.get(2);
            assertThat(report.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(report.path("record").path("requestId").asText())
                    .isEqualTo(response.responseMetadata().requestId());
            assertThat(report.path("record").path("status").asText()).isEqualTo("success");
            JsonNode metrics = report.path("record").path("metrics");
            assertThat(metrics.path("memorySizeMB").asInt()).isEqualTo(512);
            double sum = metrics.path("durationMs").asDouble()
                    + metrics.path("initDurationMs").asDouble();
            assertThat(metrics.path("billedDurationMs").asDouble()).isBetween(sum - 0.002, sum + 1.002);
            assertThat(platform.get(4).path("record").path("status").asText()).isEqualTo("error");
            assertThat(application).anySatisfy(node -> {
                assertThat(node.path("message").asText()).startsWith("logged");
                assertThat(node.path("AWSRequestId").asText())
                        .isEqualTo(response.responseMetadata().requestId());
            });
        }
    }

    @Test
    void logsOutliveTheTarget(@TempDir Path data) {
        List<String> before;
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.dataDirectory(data))) {
            target.invoke("{}");
            createStream(target, "gone", "s");
            target.logs.deleteLogGroup(b -> b.logGroupName("gone"));
            before = target.messages();
        }
        assertThat(before).hasSize(7);

        try (TargetUnderTest later = new TargetUnderTest(LocalTarget.builder().dataDirectory(data))) {
            assertThat(later.messages()).isEqualTo(before);
            assertThat(later.logs.describeLogGroups().logGroups())
                    .extracting(LogGroup::logGroupName)
                    .containsExactly("/aws/lambda/sample");
            assertThatThrownBy(() -> later.invoke("{}"))
                    .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class);
        }
    }

    @Test
    void eventsOfOthersAreKeptFilteredAndPaged() {
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder())) {
            assertThatThrownBy(() -> target.logs.filterLogEvents(b -> b.logGroupName("app")))
                    .isInstanceOf(ResourceNotFoundException.class);
            createStream(target, "app", "s");
            assertThatThrownBy(() -> target.logs.createLogGroup(b -> b.logGroupName("app")))
                    .isInstanceOf(ResourceAlreadyExistsException.class);
            put(target, "app", "s", event(1000, "one order"), event(2000, "two ERROR"), event(3000, "three ERROR"));
            put(target, "app", "s", event(1500, "late arrival"));

            assertThat(target.logs
                            .filterLogEventsPaginator(b -> b.logGroupName("app").limit(1))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .containsExactly("one order", "late arrival", "two ERROR", "three ERROR");
            assertThat(target.logs
                            .filterLogEvents(b -> b.logGroupName("app")
                                    .filterPattern("ERROR -three")
                                    .startTime(2000L)
                                    .endTime(3000L))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .containsExactly("two ERROR");
            assertThat(target.logs
                            .filterLogEvents(b -> b.logGroupName("app").filterPattern("\"e order\""))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .containsExactly("one order");
            assertThatThrownBy(() -> target.logs.filterLogEvents(
                            b -> b.logGroupName("app").filterPattern("{ $.level = \"ERROR\" }")))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContaining("{ $.level");
        }
    }

    @Test
    void oneStreamIsReadFromBothEnds() {
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder())) {
            createStream(target, "app", "s");
            put(target, "app", "s", event(1, "a"), event(2, "b"), event(3, "c"), event(4, "d"));

            assertThat(target.logs
                            .getLogEventsPaginator(b -> b.logGroupName("app")
                                    .logStreamName("s")
                                    .startFromHead(true)
                                    .limit(3))
                            .events())
                    .extracting(OutputLogEvent::message)
                    .containsExactly("a", "b", "c", "d");
            GetLogEventsResponse latest = target.logs.getLogEvents(
                    b -> b.logGroupName("app").logStreamName("s").limit(3));
            assertThat(latest.events()).extracting(OutputLogEvent::message).containsExactly("b", "c", "d");
            assertThat(target.logs
                            .getLogEvents(b ->
                                    b.logGroupName("app").logStreamName("s").nextToken(latest.nextBackwardToken()))
                            .events())
                    .extracting(OutputLogEvent::message)
                    .containsExactly("a");
        }
    }

    @Test
    void queriesRunByTheEngineOverWholeSeconds() {
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder().queryEngine(ROWS))) {
            createStream(target, "app", "s");
            put(target, "app", "s", event(1999, "a"), event(2000, "b"), event(3999, "c"), event(4000, "d"));

            String id = target.logs
                    .startQuery(b ->
                            b.logGroupNames("app").startTime(2L).endTime(3L).queryString("fields @message"))
                    .queryId();
            Waiting.until(() -> results(target, id).status() == QueryStatus.COMPLETE);
            GetQueryResultsResponse done = results(target, id);
            assertThat(done.results()).hasSize(2);
            assertThat(done.results().get(0).get(0).field()).isEqualTo("@message");
            assertThat(done.results().get(0).get(0).value()).isEqualTo("b");
            assertThat(done.statistics().recordsScanned()).isEqualTo(2.0);
            assertThat(done.statistics().bytesScanned()).isEqualTo(42.0);

            GetQueryResultsResponse page =
                    target.logs.getQueryResults(b -> b.queryId(id).maxItems(1));
            assertThat(page.results()).hasSize(1);
            GetQueryResultsResponse rest =
                    target.logs.getQueryResults(b -> b.queryId(id).maxItems(1).nextToken(page.nextToken()));
            assertThat(rest.results().get(0).get(0).value()).isEqualTo("c");
            assertThat(rest.nextToken()).isNull();

            assertThat(target.logs.describeQueries().queries())
                    .singleElement()
                    .satisfies(query -> assertThat(query.queryString()).isEqualTo("fields @message"));
            assertThatThrownBy(() -> target.logs.stopQuery(b -> b.queryId(id)))
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    @Test
    void aRunningQueryIsCancelled() {
        CountDownLatch never = new CountDownLatch(1);
        QueryEngine slow = text -> (events, from, to, limit) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("ended with the target");
        };
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder().queryEngine(slow))) {
            createStream(target, "app", "s");
            String id = target.logs
                    .startQuery(
                            b -> b.logGroupName("app").startTime(2L).endTime(3L).queryString("fields @message"))
                    .queryId();
            assertThat(results(target, id).status()).isEqualTo(QueryStatus.RUNNING);

            assertThat(target.logs.stopQuery(b -> b.queryId(id)).success()).isTrue();

            assertThat(results(target, id).status()).isEqualTo(QueryStatus.CANCELLED);
            assertThat(results(target, id).results()).isEmpty();
        }
    }

    @Test
    void queriesThatDoNotCompileSayWhere() {
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder().queryEngine(ROWS))) {
            createStream(target, "app", "s");

            assertThatThrownBy(() -> target.logs.startQuery(b ->
                            b.logGroupName("app").startTime(0L).endTime(10L).queryString("bad query")))
                    .isInstanceOfSatisfying(MalformedQueryException.class, e -> {
                        assertThat(e.queryCompileError().message()).isEqualTo("unexpected token bad");
                        assertThat(e.queryCompileError().location().startCharOffset())
                                .isZero();
                        assertThat(e.queryCompileError().location().endCharOffset())
                                .isEqualTo(3);
                    });
            assertThatThrownBy(() -> target.logs.startQuery(b ->
                            b.logGroupName("none").startTime(0L).endTime(10L).queryString("fields @message")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void operationsThatAreNotServedNameThemselves() {
        try (TargetUnderTest target = new TargetUnderTest(LocalTarget.builder())) {
            assertThatThrownBy(() -> target.logs.describeMetricFilters())
                    .isInstanceOfSatisfying(CloudWatchLogsException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(400);
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                        assertThat(e.getMessage()).contains("DescribeMetricFilters");
                    });
        }
    }

    private static GetQueryResultsResponse results(TargetUnderTest target, String id) {
        return target.logs.getQueryResults(b -> b.queryId(id));
    }

    private static void createStream(TargetUnderTest target, String group, String stream) {
        target.logs.createLogGroup(b -> b.logGroupName(group));
        target.logs.createLogStream(b -> b.logGroupName(group).logStreamName(stream));
    }

    private static void put(TargetUnderTest target, String group, String stream, InputLogEvent... events) {
        target.logs.putLogEvents(
                b -> b.logGroupName(group).logStreamName(stream).logEvents(events));
    }

    private static InputLogEvent event(long timestamp, String message) {
        return InputLogEvent.builder().timestamp(timestamp).message(message).build();
    }
}
