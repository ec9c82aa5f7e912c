package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run: what is loaded, against which function, and where the record goes.
 *
 * @param scenarios run one after the other
 * @param projectDirectory scenario files are named relative to it
 * @param runDirectory where the record goes
 * @param runId sortable by time; also the directory's name
 * @param target {@code local} or {@code aws}
 * @param function name, partial ARN or ARN, with or without a qualifier
 * @param host what local durations depend on; empty on aws
 * @param commit of the project, or null
 * @param labels for the reader
 * @param toolVersion of this product
 * @param seed of payloads; the same seed gives the same payloads
 * @param progressEvery period of the progress reports
 * @param timeScale that the scenarios were scaled by, for the record
 * @param prices to compute costs with
 * @param opponent null: every invocation goes to the function; else every other one goes to this earlier version
 * @param confirms run id of the run that this one is a further run of, or null
 * @param classes that the project's own payload sources are loaded from
 */
public record LoadPlan(
        List<Scenario> scenarios,
        Path projectDirectory,
        Path runDirectory,
        String runId,
        String target,
        String function,
        String host,
        String commit,
        List<String> labels,
        String toolVersion,
        long seed,
        Duration progressEvery,
        double timeScale,
        PriceTable prices,
        Opponent opponent,
        String confirms,
        ClassLoader classes) {
    /** A plan whose own payload sources, if any, are on this class path. */
    public LoadPlan(
            List<Scenario> scenarios,
            Path projectDirectory,
            Path runDirectory,
            String runId,
            String target,
            String function,
            String host,
            String commit,
            List<String> labels,
            String toolVersion,
            long seed,
            Duration progressEvery,
            double timeScale,
            PriceTable prices,
            Opponent opponent,
            String confirms) {
        this(
                scenarios,
                projectDirectory,
                runDirectory,
                runId,
                target,
                function,
                host,
                commit,
                labels,
                toolVersion,
                seed,
                progressEvery,
                timeScale,
                prices,
                opponent,
                confirms,
                LoadPlan.class.getClassLoader());
    }

    public LoadPlan {
        scenarios = List.copyOf(scenarios);
        labels = List.copyOf(labels);
    }

    /**
     * The same load of another version, as a run of its own.
     *
     * @param otherScenarios that call what the plan names
     * @param otherFunction with its qualifier
     */
    public LoadPlan of(List<Scenario> otherScenarios, String otherFunction, String otherRunId, Path otherDirectory) {
        return new LoadPlan(
                otherScenarios,
                projectDirectory,
                otherDirectory,
                otherRunId,
                target,
                otherFunction,
                host,
                commit,
                labels,
                toolVersion,
                seed,
                progressEvery,
                timeScale,
                prices,
                opponent,
                confirms,
                classes);
    }
}
