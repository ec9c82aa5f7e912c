package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is examined.
 *
 * @param scenarios of the module
 * @param local true on the local target, where much does not apply
 * @param function of the build, with or without a qualifier; scenarios may name others
 * @param lastRun newest run record; empty: there is none
 * @param baselines directory of the committed baselines
 * @param prices to say what another architecture saves
 * @param goals of the plugin that are in use, such as {@code load}
 * @param classes where payload classes are loaded from
 * @param today for dates of runtimes and baselines
 */
public record DoctorPlan(
        List<Scenario> scenarios,
        boolean local,
        String function,
        Optional<RunRecord> lastRun,
        Path baselines,
        PriceTable prices,
        Set<String> goals,
        ClassLoader classes,
        LocalDate today) {
    /** Goals that a policy can be for: all that call AWS. */
    public static final Set<String> GOALS = LeastPrivilege.GOALS;

    public DoctorPlan {
        scenarios = List.copyOf(scenarios);
        goals = Set.copyOf(goals);
    }
}
