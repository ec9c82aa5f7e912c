package io.github.lambdaperf.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.lambdaperf.core.analyze.FakeLogsEndpoint.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsightsConversationTest {
    private static final Answer STARTED = Answer.ok("{\"queryId\":\"q-1\"}");
    private static final Answer RUNNING =
            Answer.ok("{\"status\":\"Running\",\"results\":[[{\"field\":\"n\",\"value\":\"1\"}]]}");
    private static final Answer COMPLETE =
            Answer.ok("{\"status\":\"Complete\",\"results\":[[{\"field\":\"n\",\"value\":\"7\"}]],"
                    + "\"statistics\":{\"recordsMatched\":7.0,\"recordsScanned\":21.0,\"bytesScanned\":4096.0}}");

    private final PassingTime time = new PassingTime();
    private FakeLogsEndpoint logs;

    @BeforeEach
    void open() throws IOException {
        logs = new FakeLogsEndpoint();
        logs.on("StartQuery", STARTED);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void pollsUntilTheQueryIsComplete() throws InterruptedException {
        logs.on("GetQueryResults", Answer.ok("{\"status\":\"Scheduled\",\"results\":[]}"), RUNNING, COMPLETE);

        QueryOutcome outcome = run("stats count(*) as n");

        assertThat(outcome).isInstanceOfSatisfying(QueryOutcome.Rows.class, rows -> {
            assertThat(rows.columns()).containsExactly("n");
            assertThat(rows.rows()).containsExactly(Map.of("n", "7"));
            assertThat(rows.recordsMatched()).isEqualTo(7);
            assertThat(rows.recordsScanned()).isEqualTo(21);
            assertThat(rows.bytesScanned()).isEqualTo(4096);
            assertThat(rows.truncated()).isFalse();
        });
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(logs.calls("StopQuery")).isEmpty();
    }

    @Test
    void asksForWholeEpochSecondsAndAnExplicitLimit() throws InterruptedException {
        logs.on("GetQueryResults", COMPLETE);

        run("stats count(*) as n");

        assertThat(logs.calls("StartQuery")).singleElement().satisfies(request -> {
            assertThat(request.get("logGroupName").asText()).isEqualTo("/aws/lambda/demo");
            // 2026-11-23T11:50:00.500Z and 12:01:00.001Z
            assertThat(request.get("startTime").asLong()).isEqualTo(1795434600L);
            assertThat(request.get("endTime").asLong()).isEqualTo(1795435261L);
            assertThat(request.get("limit").asInt()).isEqualTo(10_000);
            assertThat(request.get("queryString").asText()).isEqualTo("stats count(*) as n");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fields @message | limit 20", "fields @message\n|  HEAD 5", "limit 3"})
    void leavesTheLimitToAQueryThatHasOne(String text) throws InterruptedException {
        logs.on("GetQueryResults", COMPLETE);

        run(text);

        assertThat(logs.calls("StartQuery").get(0).has("limit")).isFalse();
    }

    @Test
    void namesNoLogGroupForAQueryWithItsOwnSource() throws InterruptedException {
        logs.on("GetQueryResults", COMPLETE);

        run("# two groups\nSOURCE logGroups(namePrefix: ['/aws/lambda/a']) | stats count(*) as n");

        assertThat(logs.calls("StartQuery").get(0).has("logGroupName")).isFalse();
    }

    @Test
    void fetchesAllPagesAndLeavesThePointerOut() throws InterruptedException {
        logs.on(
                "GetQueryResults",
                Answer.ok(
                        "{\"status\":\"Complete\",\"nextToken\":\"t-2\",\"results\":[[{\"field\":\"a\",\"value\":\"1\"},"
                                + "{\"field\":\"@ptr\",\"value\":\"x\"}]],\"statistics\":{\"bytesScanned\":10.0}}"),
                Answer.ok(
                        "{\"status\":\"Complete\",\"nextToken\":\"t-3\",\"results\":[[{\"field\":\"b\",\"value\":\"2\"}]]}"),
                Answer.ok("{\"status\":\"Complete\",\"results\":[[{\"field\":\"a\",\"value\":\"3\"}]]}"));

        QueryOutcome outcome = run("fields a, b");

        assertThat(outcome).isInstanceOfSatisfying(QueryOutcome.Rows.class, rows -> {
            assertThat(rows.rows()).containsExactly(Map.of("a", "1"), Map.of("b", "2"), Map.of("a", "3"));
            assertThat(rows.columns()).containsExactly("a", "b");
            assertThat(rows.bytesScanned()).isEqualTo(10);
        });
        assertThat(logs.calls("GetQueryResults"))
                .extracting(request -> request.path("nextToken").asText(""))
                .containsExactly("", "t-2", "t-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LimitExceededException", "ThrottlingException", "ServiceUnavailableException"})
    void waitsWhereAwsAsksForPatience(String type) throws InterruptedException {
        logs.on("StartQuery", Answer.error(type, "too many"), Answer.error(type, "too many"), STARTED);
        logs.on("GetQueryResults", Answer.error("ThrottlingException", "Rate exceeded"), COMPLETE);

        assertThat(run("stats count(*) as n")).isInstanceOf(QueryOutcome.Rows.class);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    @Test
    void givesUpAtTheDeadlineAndSaysWhatAwsAnswered() throws InterruptedException {
        logs.on("StartQuery", Answer.error("LimitExceededException", "too many"));

        assertThat(run("stats count(*) as n"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.DEADLINE);
                    assertThat(failure.message()).contains("LimitExceededException");
                });
    }

    @Test
    void stopsAQueryThatIsNotDoneByTheDeadline() throws InterruptedException {
        logs.on("GetQueryResults", RUNNING);

        assertThat(run("stats count(*) as n"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.DEADLINE);
                    assertThat(failure.message()).contains("still Running");
                });
        assertThat(logs.calls("StopQuery"))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.get("queryId").asText()).isEqualTo("q-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Timeout", "Cancelled", "Unknown"})
    void namesTheStatusOfAQueryThatEndedBadly(String status) throws InterruptedException {
        logs.on(
                "GetQueryResults",
                Answer.ok("{\"status\":\"" + status + "\",\"results\":[],\"statistics\":{\"bytesScanned\":5.0}}"));

        assertThat(run("stats count(*) as n"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.ENDED);
                    assertThat(failure.message()).contains("status " + status);
                    assertThat(failure.bytesScanned()).isEqualTo(5);
                });
        assertThat(logs.calls("StopQuery")).isEmpty();
    }

    @Test
    void marksThePlaceInAMalformedQuery() throws InterruptedException {
        logs.on(
                "StartQuery",
                new Answer(
                        400,
                        "{\"__type\":\"MalformedQueryException\",\"message\":\"bad query\","
                                + "\"queryCompileError\":{\"message\":\"unexpected symbol found statz\","
                                + "\"location\":{\"startCharOffset\":27,\"endCharOffset\":32}}}"));

        assertThat(run("filter @type = \"REPORT\"\n|  statz count(*)\n| limit 1"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.MALFORMED);
                    assertThat(failure.message()).isEqualTo("""
                                    the query is no valid Logs Insights QL: unexpected symbol found statz
                                      filter @type = "REPORT"
                                      |  statz count(*)
                                         ^^^^^ line 2, column 4
                                      | limit 1""");
                });
    }

    @Test
    void aMalformedQueryWithoutAPlaceHasItsMessageAlone() throws InterruptedException {
        logs.on("StartQuery", Answer.error("MalformedQueryException", "Query cannot be compiled"));

        assertThat(run("x"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .extracting(QueryOutcome.Failure::message)
                .isEqualTo("the query is no valid Logs Insights QL: Query cannot be compiled");
    }

    @Test
    void marksPlacesAtTheEndsOfTheText() {
        assertThat(MalformedQuery.marked("abc", 3, 4)).isEqualTo("  abc\n     ^ line 1, column 4");
        assertThat(MalformedQuery.marked("ab\ncd", 0, 1)).isEqualTo("  ab\n  ^ line 1, column 1\n  cd");
        assertThat(MalformedQuery.marked("\tab", 1, 3)).isEqualTo("  \tab\n  \t^^ line 1, column 2");
    }

    @Test
    void saysWhichLogGroupIsMissing() throws InterruptedException {
        logs.on("StartQuery", Answer.error("ResourceNotFoundException", "Log group does not exist"));

        assertThat(run("stats count(*) as n"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.NO_LOG_GROUP);
                    assertThat(failure.message()).contains("/aws/lambda/demo");
                });
    }

    @Test
    void saysThatItWasDenied() throws InterruptedException {
        logs.on("StartQuery", Answer.error("AccessDeniedException", "User is not authorized"));

        assertThat(run("stats count(*) as n"))
                .asInstanceOf(type(QueryOutcome.Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.DENIED);
                    assertThat(failure.message()).isEqualTo("CloudWatch Logs denied the call: User is not authorized");
                });
    }

    @Test
    void stopsTheQueryWhenInterrupted() {
        logs.on("GetQueryResults", body -> RUNNING);
        WaitClock interrupting = new WaitClock() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                throw new InterruptedException("the build was ended");
            }
        };
        InsightsConversation conversation = new InsightsConversation(logs.client(), interrupting);

        assertThatThrownBy(() -> conversation.run(query("stats count(*) as n"), time.in(Duration.ofMinutes(1))))
                .isInstanceOf(InterruptedException.class);
        assertThat(logs.calls("StopQuery")).hasSize(1);
    }

    private QueryOutcome run(String text) throws InterruptedException {
        return new InsightsConversation(logs.client(), time).run(query(text), time.in(Duration.ofMinutes(1)));
    }

    private static InsightsQuery query(String text) {
        return new InsightsQuery(
                "/aws/lambda/demo",
                text,
                Instant.parse("2026-11-23T11:50:00.500Z"),
                Instant.parse("2026-11-23T12:01:00.001Z"));
    }
}
