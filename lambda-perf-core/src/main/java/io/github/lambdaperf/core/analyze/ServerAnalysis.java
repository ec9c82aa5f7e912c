package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.ServiceCost;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

/** Completes a run from the function's log: waits for its reports, runs the analyses, and takes the cost from them. */
public final class ServerAnalysis {
    /** Logs Insights runs 100 queries at once for a whole account; a build takes few of them. */
    private static final int QUERIES_AT_ONCE = 5;

    private static final String INVOCATIONS = Metric.INVOCATIONS.label();
    private static final int STOP_SECONDS = 5;

    private static final Set<String> WITHOUT_REPORT = Set.of(
            InvokeOutcome.THROTTLED.label(),
            InvokeOutcome.CLIENT_ERROR.label(),
            InvokeOutcome.CONNECTION_ERROR.label(),
            InvokeOutcome.GENERATOR_ERROR.label(),
            InvokeOutcome.SERVICE_ERROR.label());

    private final CloudWatchLogsClient client;
    private final AnalysisSettings settings;
    private final WaitClock clock;
    private final InsightsConversation conversation;

    /** @param client is not closed here */
    public ServerAnalysis(CloudWatchLogsClient client, AnalysisSettings settings, WaitClock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.conversation = new InsightsConversation(client, clock);
    }

    private record Answered(QueryRecord record, QueryOutcome outcome) {}

    /**
     * The run with what its logs say, on the machine's time.
     *
     * @throws PerfException where CloudWatch Logs cannot be asked, or the thread was interrupted
     */
    public static RunRecord analyze(RunRecord run, CloudWatchLogsClient client, AnalysisSettings settings) {
        return new ServerAnalysis(client, settings, WaitClock.SYSTEM).analyze(run);
    }

    /** The same, on the given time. */
    public RunRecord analyze(RunRecord run) {
        LogFormat format = LogFormat.of(run.function().logFormat());
        List<LogQuery> queries = LogQueries.all(format, settings.userQueries());
        Instant deadline = clock.now().plus(settings.deadline());
        boolean infrequentAccess = infrequentAccess(run.function().logGroup());
        ExecutorService threads = Executors.newFixedThreadPool(QUERIES_AT_ONCE, task -> {
            Thread thread = new Thread(task, "perf-insights");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<ScenarioRecord> scenarios = new ArrayList<>();
            for (ScenarioRecord scenario : run.scenarios()) {
                scenarios.add(
                        infrequentAccess
                                ? impossible(scenario, run)
                                : analyze(scenario, run, format, queries, deadline, threads));
            }
            return run.withScenarios(scenarios);
        } catch (InterruptedException e) {
            threads.shutdown();
            awaitStops(threads);
            Thread.currentThread().interrupt();
            throw PerfException.world("the analysis was interrupted; its queries were stopped", e);
        } finally {
            threads.shutdown();
        }
    }

    /** Gives the interrupted queries the time to stop on the server, as the client may be closed next. */
    private static void awaitStops(ExecutorService threads) {
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException again) {
            threads.shutdownNow();
        }
    }

    /** Invocations that must have left a report: those that Lambda accepted, as far as the client can tell. */
    public static long expectedReports(ScenarioRecord scenario) {
        if (scenario.delivery() != null) {
            Long told = scenario.delivery().invocations();
            return told == null ? 0 : told;
        }
        MetricRecord invocations = scenario.metrics().get(INVOCATIONS);
        if (invocations == null) {
            return 0;
        }
        long made = invocations
                .values()
                .getOrDefault("count", (double) invocations.count())
                .longValue();
        long without = scenario.errors().stream()
                .filter(error -> WITHOUT_REPORT.contains(error.outcome()))
                .mapToLong(ErrorRecord::count)
                .sum();
        return Math.max(0, made - without);
    }

    private ScenarioRecord analyze(
            ScenarioRecord scenario,
            RunRecord run,
            LogFormat format,
            List<LogQuery> queries,
            Instant deadline,
            ExecutorService threads)
            throws InterruptedException {
        LogWindow window = LogWindow.of(scenario, run.scenarios(), run.function());
        LogScope scope = LogScope.of(run.function()).within(window);
        Duration length = Duration.ofMillis(scenario.durationMs());
        long expected = expectedReports(scenario);
        InsightsQuery totals = new InsightsQuery(
                run.function().logGroup(), LogQueries.totals(format).text(length, scope), window.from(), window.to());
        LogIngestion.Arrived arrived = new LogIngestion(conversation, clock, settings.progress())
                .await(scenario.name(), totals, expected, deadline);
        List<String> notes = new ArrayList<>();
        if (arrived.problem() != null) {
            notes.add(arrived.problem());
            return scenario.withAnalysis(
                    new AnalysisRecord(false, expected, 0, arrived.bytesScanned(), List.of(), notes),
                    scenario.cost(),
                    scenario.metrics(),
                    scenario.thresholds());
        }
        boolean counted = scenario.delivery() == null
                ? scenario.metrics().containsKey(INVOCATIONS)
                : scenario.delivery().invocations() != null;
        boolean complete = counted && arrived.reports() >= expected;
        if (!counted) {
            notes.add(
                    "how many invocations delivered the messages is not known, so neither is how many reports there must be");
        }
        noteCount(arrived.reports(), expected, format, notes);
        settings.progress().accept("running " + queries.size() + " queries on the logs of " + scenario.name());
        List<Answered> answers = answers(
                queries, totals, length, scope, threads, settings.texts().apply(scenario.name()));
        double bytes = arrived.bytesScanned();
        double largest = 0;
        List<QueryRecord> records = new ArrayList<>();
        for (Answered answer : answers) {
            bytes += answer.outcome().bytesScanned();
            largest = Math.max(largest, answer.outcome().bytesScanned());
            records.add(answer.record());
            if (answer.outcome() instanceof QueryOutcome.Rows rows && rows.truncated()) {
                notes.add("the query " + answer.record().name() + " has more than the "
                        + rows.rows().size() + " rows that were fetched");
            }
        }
        CostRecord cost = cost(scenario.cost(), run, arrived, expected, complete, notes);
        notes.add(scanNote(bytes, run));
        return scenario.withServices(services(scenario, run, largest, bytes))
                .withAnalysis(
                        new AnalysisRecord(complete, expected, arrived.reports(), bytes, records, notes),
                        cost,
                        scenario.metrics(),
                        scenario.thresholds());
    }

    /**
     * What the logs of the run cost. A query reads every line of its time once, so that the largest scan is what came in.
     */
    private List<ChargeRecord> services(ScenarioRecord scenario, RunRecord run, double ingested, double scanned) {
        ServiceCost cost = new ServiceCost(settings.prices());
        String region = run.environment().region();
        ChargeRecord ingestion = cost.logsIngestion(BigDecimal.valueOf(ingested), region);
        ChargeRecord scan = cost.insightsScan(BigDecimal.valueOf(scanned), region);
        List<ChargeRecord> services = new ArrayList<>(scenario.services());
        services.removeIf(known -> Set.of(ingestion.item(), scan.item()).contains(known.item()));
        services.add(ingestion);
        services.add(scan);
        return services;
    }

    private List<Answered> answers(
            List<LogQuery> queries,
            InsightsQuery where,
            Duration length,
            LogScope scope,
            ExecutorService threads,
            LoggedTexts texts)
            throws InterruptedException {
        List<Future<Answered>> futures = new ArrayList<>();
        try {
            for (LogQuery query : queries) {
                InsightsQuery text =
                        new InsightsQuery(where.logGroup(), query.text(length, scope), where.from(), where.to());
                futures.add(threads.submit(() -> answer(query, text, texts)));
            }
            List<Answered> answers = new ArrayList<>();
            for (Future<Answered> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a query ended in an unforeseen way", e.getCause());
        } finally {
            // those that wait first, so that none of them begins
            for (int i = futures.size() - 1; i >= 0; i--) {
                futures.get(i).cancel(true);
            }
        }
    }

    private Answered answer(LogQuery query, InsightsQuery text, LoggedTexts texts) throws InterruptedException {
        QueryOutcome outcome = conversation.run(text, clock.now().plus(LogIngestion.QUERY_TIME));
        if (outcome instanceof QueryOutcome.Rows rows) {
            return new Answered(
                    new QueryRecord(
                            query.name(), query.title(), text.text(), rows.columns(), masked(rows.rows(), texts), null),
                    rows);
        }
        String error = ((QueryOutcome.Failure) outcome).message();
        return new Answered(
                new QueryRecord(query.name(), query.title(), text.text(), List.of(), List.of(), error), outcome);
    }

    private static List<Map<String, String>> masked(List<Map<String, String>> rows, LoggedTexts texts) {
        List<Map<String, String>> masked = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> cells = new LinkedHashMap<>(row);
            cells.replaceAll(texts::cell);
            masked.add(cells);
        }
        return masked;
    }

    private void noteCount(long found, long expected, LogFormat format, List<String> notes) {
        if (found < expected) {
            notes.add("incomplete: " + found + " of " + expected + " reports had arrived within "
                    + settings.deadline().toSeconds() + " s; the figures are of those. Run perf:analyze again later");
        }
        if (found == 0 && expected > 0) {
            notes.add(
                    format == LogFormat.JSON
                            ? "with the system log level WARN Lambda writes no report of a success: check the function's"
                                    + " LoggingConfig.SystemLogLevel"
                            : "check the function's log format: no REPORT line was found");
        }
        if (found > expected) {
            notes.add(
                    (found - expected) + " more reports than invocations counted: warm-up, retries, or other callers of"
                            + " the function in the same time");
        }
    }

    private CostRecord cost(
            CostRecord known,
            RunRecord run,
            LogIngestion.Arrived arrived,
            long expected,
            boolean complete,
            List<String> notes) {
        if (arrived.billedReports() == 0) {
            if (arrived.reports() > 0) {
                notes.add("the reports hold no billed duration (managed instances): there is no cost by invocation");
            }
            return known;
        }
        if (!betterThan(known, arrived.billedReports(), expected, complete)) {
            return known;
        }
        try {
            Usage usage = Usage.of(
                    FunctionSize.of(run.environment(), run.function()), arrived.billedReports(), arrived.billedMs());
            return new LambdaCost(settings.prices()).costOf(usage, "insights");
        } catch (PerfException e) {
            notes.add(e.getMessage());
            return known;
        }
    }

    /** A tail of every invocation stays; a sample gives way to the whole, and anything to more of the same. */
    private static boolean betterThan(CostRecord known, long reports, long expected, boolean complete) {
        if (known == null) {
            return true;
        }
        return switch (known.basis()) {
            case "tail" -> known.invocations() < expected && reports > known.invocations();
            case "insights" -> reports >= known.invocations();
            default -> complete;
        };
    }

    private String scanNote(double bytes, RunRecord run) {
        String region = run.environment().region();
        ChargeRecord charge = new ServiceCost(settings.prices()).insightsScan(BigDecimal.valueOf(bytes), region);
        String scanned = String.format(Locale.ROOT, "the queries scanned %.1f MB of logs: ", bytes / 1e6);
        String usd = charge.usd().setScale(6, RoundingMode.HALF_UP).toPlainString() + " USD";
        return PriceTable.LOCAL.equals(region)
                ? scanned + "free of charge on the local target, " + usd + " on AWS in " + PriceTable.REFERENCE_REGION
                : scanned + usd + " at the prices of " + charge.pricesRegion();
    }

    private ScenarioRecord impossible(ScenarioRecord scenario, RunRecord run) {
        String note = "the log group " + run.function().logGroup()
                + " has the class Infrequent Access, in which Logs Insights discovers no fields: there is no analysis of"
                + " reports. Give the function a log group of the class Standard; the class of a group cannot be changed";
        return scenario.withAnalysis(
                new AnalysisRecord(false, expectedReports(scenario), 0, 0, List.of(), List.of(note)),
                scenario.cost(),
                scenario.metrics(),
                scenario.thresholds());
    }

    private boolean infrequentAccess(String logGroup) {
        try {
            return client.describeLogGroups(request -> request.logGroupNamePrefix(logGroup)).logGroups().stream()
                    .anyMatch(group -> logGroup.equals(group.logGroupName())
                            && group.logGroupClass() == LogGroupClass.INFREQUENT_ACCESS);
        } catch (SdkException e) {
            settings.progress()
                    .accept("whether the log group has the class Infrequent Access is not known: "
                            + CallFault.describe("CloudWatch Logs", e));
            return false;
        }
    }
}
