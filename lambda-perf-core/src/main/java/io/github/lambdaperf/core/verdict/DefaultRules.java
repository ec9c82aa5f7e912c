package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.report.ErrorText;
import io.github.lambdaperf.core.threshold.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What fails a build without anybody having asked for it: no data, dropped arrivals, more than 1 % of failures, a
 * generator that was the limit, a run that was not finished.
 */
final class DefaultRules {
    private static final double MAX_FAILURES = 0.01;

    /** Kinds of errors that a failure names, the most frequent ones; the report has all. */
    private static final int KINDS = 3;

    /** A scenario with a threshold on one of these says itself how many failures it bears. */
    private static final Set<Metric> ABOUT_FAILURES =
            Set.of(Metric.INVOCATION_SUCCESS, Metric.INVOCATION_ERRORS, Metric.SEND_SUCCESS);

    private DefaultRules() {}

    /** Sentences about the run as a whole. */
    static List<String> ofRun(RunRecord run) {
        return switch (run.status()) {
            case COMPLETE -> List.of();
            case PARTIAL -> List.of("the run is partial: " + String.join("; ", run.statusReasons()));
            case INVALID -> List.of("the run is invalid: " + String.join("; ", run.statusReasons()));
        };
    }

    /** Sentences about a scenario. */
    static List<String> ofScenario(ScenarioRecord scenario) {
        List<String> failures = new ArrayList<>();
        boolean sends = scenario.delivery() != null;
        long invocations = count(scenario, sends ? Metric.ITERATIONS : Metric.INVOCATIONS);
        if (invocations == 0) {
            failures.add(scenario.name() + ": no " + (sends ? "send" : "invocation")
                    + " was answered, so nothing is known of the function");
        }
        if (sends) {
            failures.addAll(DeliveryRules.of(scenario, scenario.delivery()));
        }
        if (scenario.findings() != null && scenario.findings().breakpoint() != null) {
            failures.addAll(ofSearch(scenario.name(), scenario.findings().breakpoint()));
            return failures;
        }
        long dropped = count(scenario, Metric.DROPPED_ITERATIONS);
        if (dropped > 0 && !hasThreshold(scenario, Set.of(Metric.DROPPED_ITERATIONS))) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%s: %d of %d arrivals were dropped because no VU was free: raise maxVUs, or lower the rate",
                    scenario.name(),
                    dropped,
                    dropped + invocations));
        }
        MetricRecord success =
                scenario.metrics().get((sends ? Metric.SEND_SUCCESS : Metric.INVOCATION_SUCCESS).label());
        Double rate = success == null ? null : success.values().get("rate");
        long failed = rate == null ? 0 : Math.round((1 - rate) * invocations);
        if (failed > MAX_FAILURES * invocations && !hasThreshold(scenario, ABOUT_FAILURES)) {
            failures.add(failureShare(scenario, invocations, failed));
        }
        return failures;
    }

    /** A search provokes failures; it fails the build only where it found nothing. */
    private static List<String> ofSearch(String scenario, BreakpointRecord found) {
        return found.highestHeld() == null
                ? List.of(scenario + ": no rate held, so the breaking point is not known: "
                        + (found.reason() == null ? "none was judged" : found.reason()))
                : List.of();
    }

    private static String failureShare(ScenarioRecord scenario, long invocations, long failed) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d of %d %s failed (%.1f %%, at most 1 %% is allowed without a threshold)",
                scenario.name(),
                failed,
                invocations,
                scenario.delivery() == null ? "invocations" : "sends",
                100.0 * failed / invocations));
        ErrorText.lines(scenario.errors(), KINDS)
                .forEach(line -> text.append("\n    ").append(line));
        String checks = scenario.checks().stream()
                .filter(check -> check.fails() > 0)
                .map(check -> "check '" + check.name() + "' failed " + check.fails() + " of "
                        + (check.fails() + check.passes()) + " times")
                .collect(Collectors.joining(", "));
        return text.append(checks.isEmpty() ? "" : "\n    " + checks).toString();
    }

    private static long count(ScenarioRecord scenario, Metric metric) {
        MetricRecord record = scenario.metrics().get(metric.label());
        Double value = record == null ? null : record.values().get("count");
        return value == null ? 0 : Math.round(value);
    }

    static boolean hasThreshold(ScenarioRecord scenario, Set<Metric> metrics) {
        for (ThresholdRecord threshold : scenario.thresholds()) {
            if (Metric.named(Selector.parse(threshold.metric()).metric())
                    .map(metrics::contains)
                    .orElse(false)) {
                return true;
            }
        }
        return false;
    }
}
