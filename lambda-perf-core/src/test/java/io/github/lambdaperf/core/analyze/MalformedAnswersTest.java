package io.github.lambdaperf.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.FakeLogsEndpoint.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of CloudWatch Logs that are none: a message, never another exception, and nothing is taken for a result. */
class MalformedAnswersTest {
    private static final Answer STARTED = Answer.ok("{\"queryId\":\"q-1\"}");

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

    private QueryOutcome run() throws InterruptedException {
        return new InsightsConversation(logs.client(), time).run(query(), time.in(Duration.ofMinutes(1)));
    }

    private static InsightsQuery query() {
        return new InsightsQuery(
                "/aws/lambda/demo",
                "stats count(*) as n",
                Instant.parse("2026-11-23T11:50:00Z"),
                Instant.parse("2026-11-23T12:01:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"queryId\":", "<html>proxy</html>", "[]", "{}", "", "null"})
    void aStartWithoutAQueryIsToldAsSuch(String body) throws InterruptedException {
        logs.on("StartQuery", Answer.ok(body));

        assertThat(run()).isInstanceOfSatisfying(QueryOutcome.Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.UNREACHABLE);
            assertThat(failure.message())
                    .startsWith("CloudWatch Logs gave an answer that makes no sense (")
                    .endsWith("): look for a proxy that changes answers, or run again");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"Comp",
                "<html>proxy</html>",
                "{\"status\":\"Complete\",\"results\":7}",
                "{\"status\":\"Complete\",\"results\":[[{\"field\":\"n\",\"value\":",
                "{\"status\":\"Complete\",\"results\":[7]}",
                "{\"status\":\"Complete\",\"results\":[],\"statistics\":{\"bytesScanned\":\"many\"}}",
                "{}",
                "null"
            })
    void resultsThatAreNoneAreToldAsSuch(String body) throws InterruptedException {
        logs.on("GetQueryResults", Answer.ok(body));

        assertThat(run()).isInstanceOfSatisfying(QueryOutcome.Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(QueryOutcome.Cause.UNREACHABLE);
            assertThat(failure.message()).startsWith("CloudWatch Logs gave an answer that makes no sense (");
        });
        assertThat(logs.calls("StopQuery")).as("the query is stopped").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[[null]]", "[[{}]]", "[[{\"field\":\"n\"}]]", "[[{\"value\":\"1\"}]]"})
    void holesInResultsAreNoValues(String results) throws InterruptedException {
        logs.on("GetQueryResults", Answer.ok("{\"status\":\"Complete\",\"results\":" + results + "}"));

        assertThat(run())
                .isInstanceOfSatisfying(
                        QueryOutcome.Rows.class,
                        rows -> assertThat(rows.columns()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"NaN", "many", "0x10", "1e"})
    void aCountThatIsNoNumberIsNamed(String value) {
        logs.on(
                "GetQueryResults",
                Answer.ok("{\"status\":\"Complete\",\"results\":[[{\"field\":\"reports\",\"value\":\"" + value
                        + "\"}]]}"));
        LogIngestion ingestion = new LogIngestion(new InsightsConversation(logs.client(), time), time, message -> {});

        assertThatThrownBy(() -> ingestion.await("orders", query(), 10, time.in(Duration.ofMinutes(1))))
                .isInstanceOf(PerfException.class)
                .hasMessage("Logs Insights answered '" + value + "' where a number belongs (reports): look for a proxy"
                        + " that changes answers, or run perf:analyze again");
    }

    @Test
    void moreQueriesThanTheAccountMayHaveAreWaitedForAndThenTold() throws InterruptedException {
        logs.on("StartQuery", Answer.error("LimitExceededException", "Account maximum query concurrency limit"));
        LogIngestion ingestion = new LogIngestion(new InsightsConversation(logs.client(), time), time, message -> {});

        LogIngestion.Arrived arrived = ingestion.await("orders", query(), 10, time.in(Duration.ofMinutes(10)));

        assertThat(arrived.problem())
                .isEqualTo("CloudWatch Logs answered LimitExceededException until the deadline: too many queries or"
                        + " calls at once in this account and region; run perf:analyze again later");
        assertThat(arrived.billedMs()).isEqualTo(BigDecimal.ZERO);
    }
}
