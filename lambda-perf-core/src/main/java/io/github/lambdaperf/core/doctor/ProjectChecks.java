package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.baseline.BaselineKey;
import io.github.lambdaperf.core.baseline.BaselineLookup;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.load.PayloadSizes;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the project's own files say: payloads and baselines. */
final class ProjectChecks {
    private static final String MAKE = "mvn -Pperf perf:baseline -Dperf.runs=5, and commit src/perf/baseline";

    private final DoctorPlan plan;

    ProjectChecks(DoctorPlan plan) {
        this.plan = plan;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            findings.add(payload(scenario));
            findings.add(baseline(scenario));
        }
        return findings;
    }

    private Finding payload(Scenario scenario) {
        Optional<String> problem = PayloadSizes.problem(scenario, plan.classes());
        if (problem.isPresent()) {
            return Finding.fail(
                    "payload size",
                    problem.get().replace("; nothing was sent", ""),
                    "send less, or put the data in S3 and send its key");
        }
        return Finding.ok(
                "payload size",
                scenario.name() + ": " + (scenario.payload() == null ? "no payload" : "within the service's limit"));
    }

    private Finding baseline(Scenario scenario) {
        BaselineStore store = new BaselineStore(plan.baselines());
        try {
            if (store.files(scenario.name()).isEmpty()) {
                return Finding.warn("baseline", scenario.name() + " has none: only thresholds can fail it", MAKE);
            }
            Optional<BaselineKey> key = plan.lastRun().flatMap(run -> key(run, scenario));
            if (key.isEmpty()) {
                return Finding.skipped(
                        "baseline", scenario.name() + " has one; no run tells whether it is of this environment");
            }
            BaselineLookup found = store.find(key.get());
            if (found instanceof BaselineLookup.Found own) {
                return own.baseline().expired(plan.today())
                        ? Finding.warn(
                                "baseline",
                                scenario.name() + ": expired on "
                                        + own.baseline().accepted().expires(),
                                MAKE)
                        : Finding.ok(
                                "baseline",
                                scenario.name() + ": good until "
                                        + own.baseline().accepted().expires());
            } else if (found instanceof BaselineLookup.Nearest nearest) {
                return Finding.warn(
                        "baseline",
                        scenario.name() + " has none of this environment (" + String.join(", ", nearest.differences())
                                + ")",
                        MAKE);
            }
            return Finding.warn("baseline", scenario.name() + " has none of this environment", MAKE);
        } catch (PerfException e) {
            return Finding.fail("baseline", e.getMessage(), MAKE);
        }
    }

    private static Optional<BaselineKey> key(RunRecord run, Scenario scenario) {
        return run.scenarios().stream()
                .filter(record -> record.name().equals(scenario.name()))
                .filter(record -> record.digest().equals(scenario.digest()))
                .map((ScenarioRecord record) -> BaselineKey.of(run.environment(), record))
                .findFirst();
    }
}
