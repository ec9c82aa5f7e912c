package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.doctor.Diagnosis;
import io.github.lambdaperf.core.doctor.Doctor;
import io.github.lambdaperf.core.doctor.DoctorPlan;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.verdict.RunFamily;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** One examination of a module: reads the scenarios, opens the target, prints and writes what was found. */
final class Examining {
    private static final String PLUGIN = "io.github.lambdaperf:lambda-perf-maven-plugin";
    private static final List<String> USUAL = List.of("load", "analyze", "check");

    private final AbstractPerfMojo mojo;
    private final TargetSettings target;
    private final Console console;
    private final Log log;

    Examining(AbstractPerfMojo mojo, TargetSettings target, Console console, Log log) {
        this.mojo = mojo;
        this.target = target;
        this.console = console;
        this.log = log;
    }

    /**
     * Examines and prints.
     *
     * @param names of scenarios or globs, empty: all
     * @param goals separated by commas; null: those of the project
     */
    void run(List<String> names, String goals, boolean strict) throws MojoFailureException {
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(mojo.perfDirectory(), names);
        Diagnosis diagnosis = examine(scenarios, goals == null ? goals() : goals(goals));
        diagnosis.lines().forEach(console::info);
        if (!diagnosis.policyLines().isEmpty()) {
            console.info("");
            console.info(
                    "IAM policy of the goals in use (" + mojo.outputDirectory().resolve("policy.json") + "):");
            diagnosis.policyLines().forEach(console::info);
        }
        diagnosis.write(mojo.outputDirectory());
        Optional<String> failure = strict ? diagnosis.failure() : Optional.empty();
        if (failure.isPresent()) {
            throw new MojoFailureException(failure.get());
        }
    }

    private Diagnosis examine(List<Scenario> scenarios, Set<String> goals) {
        try (ProjectClasses classes = ProjectClasses.of(mojo.project(), scenarios);
                TargetConnection connection = TargetConnection.forLoad(
                        target, scenarios, mojo.outputDirectory().resolve("doctor"), null, log::info)) {
            DoctorPlan plan = new DoctorPlan(
                    scenarios,
                    target.isLocal(),
                    connection.function(),
                    RunFamily.newest(mojo.runsDirectory()).map(RunFamily::first),
                    mojo.baselineDirectory(),
                    mojo.costSettings().prices(),
                    goals,
                    classes.loader(),
                    LocalDate.now());
            return Doctor.examine(plan, connection.session());
        }
    }

    private static Set<String> goals(String text) {
        Set<String> goals = new TreeSet<>(List.of(text.strip().split("\\s*,\\s*")));
        if (!DoctorPlan.GOALS.containsAll(goals)) {
            throw PerfException.user("perf.doctor.goals is '" + text + "': it can have "
                    + String.join(", ", new TreeSet<>(DoctorPlan.GOALS)));
        }
        goals.add("doctor");
        return goals;
    }

    /** Goals that the project binds, or else the usual ones; and this one. */
    private Set<String> goals() {
        Set<String> goals = new TreeSet<>();
        Plugin plugin = mojo.project().getPlugin(PLUGIN);
        if (plugin != null) {
            plugin.getExecutions().stream().map(PluginExecution::getGoals).forEach(goals::addAll);
        }
        if (goals.isEmpty()) {
            goals.addAll(USUAL);
        }
        goals.add("doctor");
        return goals;
    }
}
