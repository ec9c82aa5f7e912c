package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.util.List;

/**
 * A count, its comparison or why there is none.
 *
 * @param name {@code errors} or {@code throttles}
 * @param settings of the scenario; null: defaults
 * @param comparison null where a side has no such count
 * @param gated whether it decides over the build
 * @param problem why there is no comparison, or null
 */
record CountCase(String name, RegressionSettings settings, CountComparison comparison, boolean gated, String problem) {

    static CountCase of(
            String name, RegressionSettings settings, List<JudgedCount> baseline, List<JudgedCount> candidate) {
        boolean demanded = settings != null && Boolean.TRUE.equals(settings.gate());
        boolean wanted =
                settings != null && settings.gate() != null ? settings.gate() : JudgedMetrics.isGatedCount(name);
        if (baseline.isEmpty()) {
            return new CountCase(name, settings, null, demanded, "missing in the baseline");
        }
        if (candidate.isEmpty()) {
            return new CountCase(name, settings, null, wanted, "missing in the candidate");
        }
        CountComparison comparison = CountComparison.of(baseline, candidate);
        if (comparison.baselineTrials() == 0 || comparison.candidateTrials() == 0) {
            return new CountCase(name, settings, null, wanted, "no invocations to count");
        }
        return new CountCase(name, settings, comparison, wanted, null);
    }

    boolean suspicious() {
        return comparison != null && comparison.worse() && comparison.pWorse() <= VerdictTable.SUSPICION;
    }

    /** The p value with which it enters Holm's adjustment. */
    double holmEntry() {
        return comparison != null && comparison.worse() ? comparison.pWorse() : 1;
    }
}
