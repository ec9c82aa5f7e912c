package io.github.lambdaperf.local.metrics;

import io.github.lambdaperf.local.environment.InvocationListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lambda's own metrics, namespace {@code AWS/Lambda}: over all functions, by {@code FunctionName}, by {@code FunctionName} and
 * {@code Resource}, and with {@code ExecutedVersion} where an alias chose it. What belongs to an invocation is stamped with
 * its start. Not thread-safe.
 */
public final class LambdaMetrics implements InvocationListener {

    private static final String NAMESPACE = "AWS/Lambda";
    private static final String CONCURRENT = "ConcurrentExecutions";
    private static final String COUNT = "Count";
    private static final String MILLISECONDS = "Milliseconds";

    private final MetricStore store;
    private final MetricClock clock;
    private final Map<Target, Map<String, List<MetricStore.Series>>> byTarget = new HashMap<>();
    private final MetricStore.Series concurrentOfAll;
    private final MetricStore.Series unreservedOfAll;

    /** Writes to the store, with the times of the clock. */
    public LambdaMetrics(MetricStore store, MetricClock clock) {
        this.store = store;
        this.clock = clock;
        concurrentOfAll = store.series(new MetricId(NAMESPACE, CONCURRENT, Map.of()), COUNT);
        unreservedOfAll = store.series(new MetricId(NAMESPACE, "UnreservedConcurrentExecutions", Map.of()), COUNT);
    }

    @Override
    public void started(Target target, long epochMs, int concurrent, int concurrentOfAll) {
        add(target, CONCURRENT, COUNT, epochMs, concurrent, false);
        this.concurrentOfAll.add(clock.at(epochMs), concurrentOfAll);
        unreservedOfAll.add(clock.at(epochMs), concurrentOfAll);
    }

    @Override
    public void startedProvisioned(Target target, long epochMs, boolean spillover, int busy, int provisioned) {
        add(target, "ProvisionedConcurrencyInvocations", COUNT, epochMs, spillover ? 0 : 1, false);
        add(target, "ProvisionedConcurrencySpilloverInvocations", COUNT, epochMs, spillover ? 1 : 0, false);
        add(target, "ProvisionedConcurrentExecutions", COUNT, epochMs, busy, false);
        add(target, "ProvisionedConcurrencyUtilization", COUNT, epochMs, (double) busy / provisioned, false);
    }

    @Override
    public void ended(Target target, long startMs, double durationMs, boolean failed) {
        add(target, "Invocations", COUNT, startMs, 1, true);
        add(target, "Errors", COUNT, startMs, failed ? 1 : 0, true);
        add(target, "Throttles", COUNT, startMs, 0, true);
        add(target, "Duration", MILLISECONDS, startMs, durationMs, true);
    }

    @Override
    public void throttled(Target target, long epochMs) {
        add(target, "Throttles", COUNT, epochMs, 1, true);
    }

    @Override
    public void eventReceived(Target target, long epochMs) {
        add(target, "AsyncEventsReceived", COUNT, epochMs, 1, true);
    }

    @Override
    public void eventStarted(Target target, long epochMs, long ageMs) {
        add(target, "AsyncEventAge", MILLISECONDS, epochMs, ageMs, true);
    }

    @Override
    public void eventDropped(Target target, long epochMs) {
        add(target, "AsyncEventsDropped", COUNT, epochMs, 1, true);
    }

    private void add(Target target, String metric, String unit, long epochMs, double value, boolean overAll) {
        List<MetricStore.Series> series = byTarget.computeIfAbsent(target, first -> new HashMap<>())
                .computeIfAbsent(metric, first -> series(target, metric, unit, overAll));
        long time = clock.at(epochMs);
        for (MetricStore.Series each : series) {
            each.add(time, value);
        }
    }

    private List<MetricStore.Series> series(Target target, String metric, String unit, boolean overAll) {
        return dimensions(target, overAll).stream()
                .map(dimensions -> store.series(new MetricId(NAMESPACE, metric, dimensions), unit))
                .toList();
    }

    private static List<Map<String, String>> dimensions(Target target, boolean overAll) {
        List<Map<String, String>> sets = new ArrayList<>(4);
        if (overAll) {
            sets.add(Map.of());
        }
        sets.add(Map.of("FunctionName", target.function()));
        sets.add(Map.of("FunctionName", target.function(), "Resource", target.resource()));
        if (target.executedVersion() != null) {
            sets.add(Map.of(
                    "FunctionName",
                    target.function(),
                    "Resource",
                    target.resource(),
                    "ExecutedVersion",
                    target.executedVersion()));
        }
        return sets;
    }
}
