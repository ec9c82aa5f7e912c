package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.CheckRecord;
import java.util.List;
import java.util.Map;

/**
 * How a run was judged.
 *
 * @param overall {@code passed}, {@code failed}, {@code no baseline} or {@code inconclusive}
 * @param rows judged metrics
 * @param failures what fails the build, in sentences
 * @param warnings what does not, in sentences
 * @param notes for the reader
 * @param baselineFiles scenario to the file that it was compared with, or to why there is none
 */
public record Judgement(
        String overall,
        List<VerdictRow> rows,
        List<String> failures,
        List<String> warnings,
        List<String> notes,
        Map<String, String> baselineFiles) {
    public Judgement {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        baselineFiles = Map.copyOf(baselineFiles);
    }

    /** The lines of one scenario, in order. */
    public List<VerdictRow> rowsOf(String scenario) {
        return rows.stream().filter(row -> row.scenario().equals(scenario)).toList();
    }

    /**
     * The failures that concern a scenario: its own, which begin with its name and a colon, and those of the run as a
     * whole, which begin with no scenario's name.
     *
     * @param scenarios names of all scenarios of the run
     */
    public List<String> failuresOf(String scenario, List<String> scenarios) {
        return failures.stream()
                .filter(failure -> failure.startsWith(scenario + ": ")
                        || scenarios.stream().noneMatch(name -> failure.startsWith(name + ": ")))
                .toList();
    }
    /**
     * True where a failure of the scenario names the check. A check that did not always hold fails a build only through
     * the share of failed invocations or a threshold.
     */
    public boolean blames(String scenario, CheckRecord check) {
        return failures.stream()
                .anyMatch(failure ->
                        failure.startsWith(scenario + ": ") && failure.contains("check '" + check.name() + "'"));
    }

    /** True where the build must fail. */
    public boolean failed() {
        return !failures.isEmpty();
    }
}
