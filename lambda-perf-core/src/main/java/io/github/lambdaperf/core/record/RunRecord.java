package io.github.lambdaperf.core.record;

import java.time.Instant;
import java.util.List;

/**
 * One execution of all scenarios: the content of {@code run.json}.
 *
 * @param schema {@value #SCHEMA}
 * @param runId sortable by time
 * @param startedAt of the first scenario
 * @param endedAt of the last answer
 * @param status whether it may be judged
 * @param statusReasons in words, empty when complete
 * @param tool name and version of what wrote it
 * @param commit of the project, or null
 * @param environment what makes runs comparable
 * @param function under load
 * @param generator its health
 * @param labels for the reader: what machine, JDK, CPU limiter
 * @param scenarios in the order in which they ran
 * @param options how it was started; null in records of before
 * @param confirms run id of the run that this one is a further run of, or null
 */
public record RunRecord(
        String schema,
        String runId,
        Instant startedAt,
        Instant endedAt,
        Status status,
        List<String> statusReasons,
        String tool,
        String commit,
        Environment environment,
        FunctionRecord function,
        GeneratorHealth generator,
        List<String> labels,
        List<ScenarioRecord> scenarios,
        LoadOptions options,
        String confirms) {

    /** Version of the format; readers accept this one and the one before. */
    public static final String SCHEMA = "lambda-perf-run/1";

    /** Whether a run may be judged. */
    public enum Status {
        /** Ran to its end. */
        COMPLETE,
        /** Stopped before its end; what was measured is there. */
        PARTIAL,
        /** The generator or the account was the limit; never judged against a baseline. */
        INVALID
    }

    public RunRecord {
        statusReasons = List.copyOf(statusReasons);
        labels = List.copyOf(labels);
        scenarios = List.copyOf(scenarios);
    }

    /** The same with other scenarios. */
    public RunRecord withScenarios(List<ScenarioRecord> newScenarios) {
        return new RunRecord(
                schema,
                runId,
                startedAt,
                endedAt,
                status,
                statusReasons,
                tool,
                commit,
                environment,
                function,
                generator,
                labels,
                newScenarios,
                options,
                confirms);
    }
}
