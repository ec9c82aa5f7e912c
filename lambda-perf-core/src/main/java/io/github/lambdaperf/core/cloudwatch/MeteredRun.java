package io.github.lambdaperf.core.cloudwatch;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.AccountLimit;

/** A run with CloudWatch's metrics of it; they are of the whole run, and stand with its first scenario. */
public final class MeteredRun {
    private MeteredRun() {}

    /**
     * Completes an analysed run.
     *
     * @param patience how long the metrics may take to arrive
     * @param progress takes a line for the reader now and then
     * @throws PerfException where the thread was interrupted
     */
    public static RunRecord of(RunRecord run, AwsSession session, Duration patience, Consumer<String> progress) {
        if (run.scenarios().isEmpty() || run.scenarios().get(0).analysis() == null) {
            return run;
        }
        long expected = run.scenarios().stream()
                .mapToLong(ServerAnalysis::expectedReports)
                .sum();
        Instant from = Instant.ofEpochMilli(run.scenarios().get(0).startedAtMs());
        ScenarioRecord last = run.scenarios().get(run.scenarios().size() - 1);
        Instant to = Instant.ofEpochMilli(last.startedAtMs() + last.durationMs());
        try {
            QueryRecord metrics = new RunMetrics(session.cloudWatch(), WaitClock.SYSTEM, progress)
                    .read(
                            run.function(),
                            limits(run, session, progress),
                            from,
                            to,
                            expected,
                            Instant.now().plus(patience));
            return withCustom(withProvisioned(with(run, metrics), metrics), session, patience, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PerfException.world("the analysis was interrupted", e);
        }
    }

    /** The local target's limit is the build's own choice, so nothing is judged against it. */
    private static FunctionLimits limits(RunRecord run, AwsSession session, Consumer<String> progress) {
        if (run.environment().target().equals("local")) {
            return new FunctionLimits(run.function().timeoutMs(), 0, 0);
        }
        try {
            AccountLimit limit = session.lambda().getAccountSettings().accountLimit();
            Integer reserved = session.lambda()
                    .getFunctionConcurrency(
                            request -> request.functionName(run.function().name()))
                    .reservedConcurrentExecutions();
            return new FunctionLimits(
                    run.function().timeoutMs(),
                    reserved == null ? limit.concurrentExecutions() : reserved,
                    limit.unreservedConcurrentExecutions());
        } catch (SdkException e) {
            progress.accept("the concurrency is judged against no limit, which could not be read: "
                    + CallFault.describe("Lambda", e));
            return new FunctionLimits(run.function().timeoutMs(), 0, 0);
        }
    }

    /** Each scenario with the metrics of the user's own namespaces. */
    private static RunRecord withCustom(RunRecord run, AwsSession session, Duration patience, Consumer<String> progress)
            throws InterruptedException {
        // on the local target what there is can be read at once
        boolean local = run.environment().target().equals("local");
        Instant deadline = Instant.now().plus(local ? Duration.ZERO : patience);
        List<ScenarioRecord> scenarios = new ArrayList<>();
        for (ScenarioRecord scenario : run.scenarios()) {
            if (scenario.custom().isEmpty() || scenario.analysis() == null) {
                scenarios.add(scenario);
                continue;
            }
            CustomMetrics.Read read =
                    new CustomMetrics(session.cloudWatch(), WaitClock.SYSTEM, progress).read(scenario, deadline);
            scenarios.add(scenario.withJudged(CustomMetrics.judged(scenario, read.values()))
                    .withAnalysis(
                            scenario.analysis().with(read.table()),
                            scenario.cost(),
                            CustomMetrics.metrics(scenario, read.values()),
                            scenario.thresholds()));
        }
        return run.withScenarios(scenarios);
    }

    /**
     * How many invocations found a provisioned environment. The metrics are the run's, so they are taken for a scenario
     * only where it is the one that has such environments.
     */
    private static RunRecord withProvisioned(RunRecord run, QueryRecord metrics) {
        List<ScenarioRecord> provisioned = run.scenarios().stream()
                .filter(scenario ->
                        scenario.findings() != null && scenario.findings().provisioned() != null)
                .toList();
        Long on = value(metrics, LambdaMetric.PROVISIONED_CONCURRENCY_INVOCATIONS);
        Long beyond = value(metrics, LambdaMetric.PROVISIONED_CONCURRENCY_SPILLOVER);
        if (provisioned.size() != 1 || on == null && beyond == null) {
            return run;
        }
        LoadFindings found = provisioned.get(0).findings();
        LoadFindings counted = new LoadFindings(
                found.breakpoint(),
                found.until(),
                found.provisioned().withCounts(on == null ? 0 : on, beyond == null ? 0 : beyond));
        return run.withScenarios(run.scenarios().stream()
                .map(scenario -> scenario.findings() == found ? scenario.withFindings(counted) : scenario)
                .toList());
    }

    private static Long value(QueryRecord metrics, LambdaMetric metric) {
        return metrics.rows().stream()
                .filter(row -> metric.label().equals(row.get("metric")))
                .map(row -> Math.round(Double.parseDouble(row.get("value"))))
                .findFirst()
                .orElse(null);
    }

    private static RunRecord with(RunRecord run, QueryRecord metrics) {
        List<ScenarioRecord> scenarios = new ArrayList<>(run.scenarios());
        ScenarioRecord first = scenarios.get(0);
        scenarios.set(
                0,
                first.withAnalysis(first.analysis().with(metrics), first.cost(), first.metrics(), first.thresholds()));
        return run.withScenarios(scenarios);
    }
}
