package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The function's timeout against the tail that the last run measured. */
final class TimeoutChecks {
    private static final double NEAR = 0.8;
    private static final double ROOM = 1.5;
    private static final int LONGEST_SECONDS = 900;
    private static final String[] METRICS = {"server_duration", "invocation_duration"};

    private final Subject subject;

    TimeoutChecks(Subject subject) {
        this.subject = subject;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Scenario scenario : subject.scenarios()) {
            Optional<ScenarioRecord> measured = subject.measured(scenario);
            OptionalDouble slowest = measured.map(record -> Subject.value(record, "max", METRICS))
                    .orElse(OptionalDouble.empty());
            findings.add(
                    slowest.isEmpty()
                            ? Finding.skipped(
                                    "timeout",
                                    scenario.name() + ": " + subject.timeout() + " s; no run has measured it")
                            : tail(scenario, measured.get(), slowest.getAsDouble()));
        }
        return findings;
    }

    private Finding tail(Scenario scenario, ScenarioRecord record, double slowestMs) {
        double timeoutMs = subject.timeout() * 1000.0;
        OptionalDouble p99 = Subject.value(record, "p(99)", METRICS);
        String what = String.format(
                Locale.ROOT,
                "%s: %d s; the last run took %.0f ms at most%s",
                scenario.name(),
                subject.timeout(),
                slowestMs,
                p99.isPresent() ? String.format(Locale.ROOT, ", p99 %.0f ms", p99.getAsDouble()) : "");
        long enough =
                Math.min(LONGEST_SECONDS, Math.max(subject.timeout() + 1L, (long) Math.ceil(slowestMs * ROOM / 1000)));
        String fix = subject.local() ? "-Dperf.timeout=" + enough + "s" : subject.configure("--timeout " + enough);
        if (slowestMs >= timeoutMs || p99.orElse(0) >= NEAR * timeoutMs) {
            return Finding.fail("timeout", what, fix);
        }
        return slowestMs >= NEAR * timeoutMs ? Finding.warn("timeout", what, fix) : Finding.ok("timeout", what);
    }
}
