package io.github.lambdaperf.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.FakeLogsEndpoint.Answer;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAnalysisTest {
    @TempDir
    Path queries;

    private final PassingTime time = new PassingTime();
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> textById = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger counts = new AtomicInteger();
    private FakeLogsEndpoint logs;

    @BeforeEach
    void open() throws IOException {
        logs = new FakeLogsEndpoint();
        logs.on("StartQuery", body -> {
            String id = "q-" + ids.incrementAndGet();
            textById.put(id, body.get("queryString").asText());
            return Answer.ok("{\"queryId\":\"" + id + "\"}");
        });
    }

    @AfterEach
    void close() {
        logs.close();
    }

    /** Reports found by the first count, by the second, and so on; 100 ms billed each. */
    private void reportsFound(long... found) {
        logs.on("GetQueryResults", body -> {
            String text = textById.get(body.get("queryId").asText());
            if (!text.contains("as reports,")) {
                return Answer.ok("{\"status\":\"Complete\",\"results\":[[{\"field\":\"a\",\"value\":\"1\"}]],"
                        + "\"statistics\":{\"bytesScanned\":1000.0}}");
            }
            long n = found[Math.min(counts.getAndIncrement(), found.length - 1)];
            String row = n == 0
                    ? ""
                    : "[{\"field\":\"reports\",\"value\":\"" + n + "\"},{\"field\":\"billedReports\",\"value\":\"" + n
                            + "\"},{\"field\":\"billedMs\",\"value\":\"" + n * 100 + "\"}]";
            return Answer.ok(
                    "{\"status\":\"Complete\",\"results\":[" + row + "],\"statistics\":{\"bytesScanned\":500.0}}");
        });
    }

    @Test
    void waitsForTheReportsAndRunsEveryAnalysis() {
        reportsFound(0, 40, 97);

        ScenarioRecord scenario = analyze(List.of(
                        SampleRuns.error("throttled", 2),
                        SampleRuns.error("function_error", 5),
                        SampleRuns.error("connection_error", 1)))
                .scenarios()
                .get(0);

        AnalysisRecord analysis = scenario.analysis();
        // 100 invocations, 2 throttled, 1 without a connection; function errors do leave a report
        assertThat(analysis.expectedReports()).isEqualTo(97);
        assertThat(analysis.foundReports()).isEqualTo(97);
        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.queries())
                .extracting(AnalysisRecord.QueryRecord::name)
                .containsExactlyElementsOf(LogQueries.builtIn(LogFormat.TEXT).stream()
                        .map(LogQuery::name)
                        .toList());
        assertThat(analysis.queries()).allSatisfy(query -> {
            assertThat(query.error()).isNull();
            assertThat(query.rows()).containsExactly(Map.of("a", "1"));
        });
        // three counts of 500 bytes and 18 analyses of 1000
        assertThat(analysis.bytesScanned()).isEqualTo(19_500);
        assertThat(analysis.notes()).singleElement().asString().contains("scanned 0.0 MB", "us-east-1");
        assertThat(progress)
                .startsWith(
                        "waiting for the logs of direct: 0 of 97 reports after 0 s",
                        "waiting for the logs of direct: 40 of 97 reports after 1 s");
    }

    @Test
    void looksFromASecondBeforeTheStartToTheLastPossibleReport() {
        reportsFound(100);

        analyze(List.of());

        JsonNode request = logs.calls("StartQuery").get(0);
        long start = SampleRuns.START_MS / 1000;
        assertThat(request.get("startTime").asLong()).isEqualTo(start - 1);
        // 60 s of load, 3 s timeout, 5 s
        assertThat(request.get("endTime").asLong()).isEqualTo(start + 68);
        assertThat(request.get("queryString").asText()).startsWith("filter @type = \"REPORT\"");
    }

    @Test
    void asksJsonLogsByTheirOwnFields() {
        reportsFound(100);

        new ServerAnalysis(logs.client(), settings(), time)
                .analyze(SampleRuns.run(
                        SampleRuns.environment("us-east-1", 512, "x86_64", "java21"),
                        SampleRuns.function("7", "JSON"),
                        SampleRuns.scenario("direct", SampleRuns.START_MS, 60_000, 100, List.of(), null, null)));

        assertThat(logs.calls("StartQuery").get(0).get("queryString").asText())
                .startsWith("filter @logStream like \"[7]\"\n| filter type = \"platform.report\"");
    }

    @Test
    void isIncompleteAtTheDeadlineAndSaysSo() {
        reportsFound(60);

        AnalysisRecord analysis = analyze(List.of()).scenarios().get(0).analysis();

        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.foundReports()).isEqualTo(60);
        assertThat(analysis.notes()).anyMatch(note -> note.startsWith("incomplete: 60 of 100 reports"));
        assertThat(analysis.queries()).isNotEmpty();
    }

    @Test
    void saysThatThereIsNoLogGroupAtTheDeadline() {
        AtomicInteger starts = new AtomicInteger();
        logs.on("StartQuery", body -> {
            starts.incrementAndGet();
            return Answer.error("ResourceNotFoundException", "no group");
        });

        AnalysisRecord analysis = analyze(List.of()).scenarios().get(0).analysis();

        assertThat(starts.get()).isGreaterThan(1);
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.queries()).isEmpty();
        assertThat(analysis.notes()).singleElement().asString().contains("no log group /aws/lambda/demo");
    }

    @Test
    void aDeniedCallEndsTheAnalysis() {
        logs.on("StartQuery", Answer.error("AccessDeniedException", "not authorized"));

        assertThatThrownBy(() -> analyze(List.of()))
                .isInstanceOf(PerfException.class)
                .hasMessage("CloudWatch Logs denied the call: not authorized");
    }

    @Test
    void anInfrequentAccessGroupIsSaidToBeImpossible() {
        logs.on(
                "DescribeLogGroups",
                Answer.ok("{\"logGroups\":[{\"logGroupName\":\"/aws/lambda/demo-2\",\"logGroupClass\":\"STANDARD\"},"
                        + "{\"logGroupName\":\"/aws/lambda/demo\",\"logGroupClass\":\"INFREQUENT_ACCESS\"}]}"));

        AnalysisRecord analysis = analyze(List.of()).scenarios().get(0).analysis();

        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.notes()).singleElement().asString().contains("Infrequent Access");
        assertThat(logs.calls("StartQuery")).isEmpty();
    }

    @Test
    void runsTheUsersQueriesAndKeepsTheErrorOfABadOne() throws IOException {
        Files.writeString(queries.resolve("bad.cwli"), "# Bad\nnonsense");
        Files.writeString(queries.resolve("mine.cwli"), "# Mine\nstats count(*) as n by bin(${bin}) as t");
        reportsFound(100);
        logs.on("StartQuery", body -> {
            String text = body.get("queryString").asText();
            if (text.contains("nonsense")) {
                return Answer.error("MalformedQueryException", "unexpected symbol found nonsense");
            }
            String id = "q-" + ids.incrementAndGet();
            textById.put(id, text);
            return Answer.ok("{\"queryId\":\"" + id + "\"}");
        });

        List<AnalysisRecord.QueryRecord> records =
                analyze(List.of()).scenarios().get(0).analysis().queries();

        assertThat(records).hasSize(20);
        assertThat(records.get(18).name()).isEqualTo("bad");
        assertThat(records.get(18).error()).contains("unexpected symbol found nonsense");
        assertThat(records.get(19).title()).isEqualTo("Mine");
        assertThat(records.get(19).query()).isEqualTo("# Mine\nstats count(*) as n by bin(1m) as t");
        assertThat(records.get(19).rows()).hasSize(1);
    }

    @Test
    void takesTheCostFromTheReportsWhereTheTailKnowsLess() {
        reportsFound(100);

        CostRecord none = analyze(List.of(), null).cost();
        // 100 x 100 ms = 10 s x 0.5 GB = 5 GB-s x 0.0000166667
        assertThat(none.gbSeconds()).isEqualByComparingTo("5");
        assertThat(none.durationUsd()).isEqualByComparingTo("0.0000833335");
        assertThat(none.requestUsd()).isEqualByComparingTo("0.00002");
        assertThat(none.basis()).isEqualTo("insights");

        CostRecord sampled = SampleRuns.cost(100, "1", "tail (sampled)");
        assertThat(analyze(List.of(), sampled).cost().basis()).isEqualTo("insights");

        CostRecord partial = SampleRuns.cost(99, "1", "tail");
        assertThat(analyze(List.of(), partial).cost().basis()).isEqualTo("insights");
    }

    @Test
    void keepsTheCostOfATailThatSawEverything() {
        reportsFound(130);
        CostRecord tail = SampleRuns.cost(100, "1", "tail");

        ScenarioRecord scenario = analyze(List.of(), tail);

        assertThat(scenario.cost()).isEqualTo(tail);
        assertThat(scenario.analysis().complete()).isTrue();
        assertThat(scenario.analysis().notes()).anyMatch(note -> note.startsWith("30 more reports than invocations"));
    }

    @Test
    void anInterruptionStopsTheQueriesThatRun() throws InterruptedException {
        reportsFound(100);
        CountDownLatch polled = new CountDownLatch(5);
        logs.on("GetQueryResults", body -> {
            String text = textById.get(body.get("queryId").asText());
            if (text.contains("as reports,")) {
                return Answer.ok("{\"status\":\"Complete\",\"results\":[[{\"field\":\"reports\",\"value\":\"100\"}]]}");
            }
            return Answer.ok("{\"status\":\"Running\",\"results\":[]}");
        });
        WaitClock endless = new WaitClock() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                polled.countDown();
                new CountDownLatch(1).await();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread build = new Thread(() -> {
            try {
                new ServerAnalysis(logs.client(), settings(), endless).analyze(run(List.of(), null));
            } catch (PerfException e) {
                thrown.set(e);
            }
        });
        build.start();
        polled.await();
        build.interrupt();
        build.join();

        assertThat(thrown.get()).hasMessageContaining("interrupted");
        assertThat(logs.calls("StopQuery")).hasSize(5);
    }

    @Test
    void aRegionWithoutPricesIsANoteAndNotTheEnd() {
        reportsFound(100);

        ScenarioRecord scenario = new ServerAnalysis(logs.client(), settings(), time)
                .analyze(SampleRuns.run(
                        SampleRuns.environment("xx-north-1", 512, "x86_64", "java21"),
                        SampleRuns.function("$LATEST", "Text"),
                        SampleRuns.scenario("direct", SampleRuns.START_MS, 60_000, 100, List.of(), null, null)))
                .scenarios()
                .get(0);

        assertThat(scenario.cost()).isNull();
        assertThat(scenario.analysis().notes()).anyMatch(note -> note.contains("'xx-north-1'"));
    }

    @Test
    void scenariosOfOneRunDoNotShareTheirLines() {
        ScenarioRecord first = SampleRuns.scenario("a", 1_000_000, 10_000, 1, List.of(), null, null);
        ScenarioRecord second = SampleRuns.scenario("b", 1_010_400, 10_000, 1, List.of(), null, null);
        List<ScenarioRecord> both = List.of(first, second);

        LogWindow before = LogWindow.of(first, both, SampleRuns.function("$LATEST", "Text"));
        LogWindow after = LogWindow.of(second, both, SampleRuns.function("$LATEST", "Text"));

        // the first ends at 1,010,000, the second begins at 1,010,400: parted in the middle
        assertThat(before.from().toEpochMilli()).isEqualTo(999_000);
        assertThat(before.to().toEpochMilli()).isEqualTo(1_010_200);
        assertThat(after.from().toEpochMilli()).isEqualTo(1_010_200);
        assertThat(after.to().toEpochMilli()).isEqualTo(1_028_400);
        assertThat(LogScope.WHOLE_GROUP.within(before).narrow("stats count(*) as n"))
                .isEqualTo("filter toMillis(@timestamp) >= 999000 and toMillis(@timestamp) < 1010200\n"
                        + "| stats count(*) as n");
    }

    private RunRecord analyze(List<ErrorRecord> errors) {
        return new ServerAnalysis(logs.client(), settings(), time).analyze(run(errors, null));
    }

    private ScenarioRecord analyze(List<ErrorRecord> errors, CostRecord cost) {
        return new ServerAnalysis(logs.client(), settings(), time)
                .analyze(run(errors, cost))
                .scenarios()
                .get(0);
    }

    private static RunRecord run(List<ErrorRecord> errors, CostRecord cost) {
        return SampleRuns.run(
                SampleRuns.environment("us-east-1", 512, "x86_64", "java21"),
                SampleRuns.function("$LATEST", "Text"),
                SampleRuns.scenario("direct", SampleRuns.START_MS, 60_000, 100, errors, cost, null));
    }

    private AnalysisSettings settings() {
        return new AnalysisSettings(Duration.ofMinutes(2), queries, PriceTable.bundled(), progress::add);
    }
}
