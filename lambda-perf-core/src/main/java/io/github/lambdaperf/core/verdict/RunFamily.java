package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run and the further runs that were made to confirm it, as they lie on disk.
 *
 * @param directory of the first run, the one that is analysed and reported
 * @param first its record
 * @param further by their ids
 */
public record RunFamily(RunDirectory directory, RunRecord first, List<RunRecord> further) {
    /** Share of all cores that other work may use during a run. */
    private static final double MOST_OTHER_CPU = 0.2;

    public RunFamily {
        further = List.copyOf(further);
    }

    /**
     * The family of the newest run.
     *
     * @param runs such as {@code target/perf/runs}
     * @return empty where there is no run
     */
    public static Optional<RunFamily> newest(Path runs) {
        Optional<RunDirectory> newest = RunDirectory.newest(runs);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        RunRecord last = newest.get().read();
        RunDirectory directory =
                last.confirms() == null ? newest.get() : new RunDirectory(runs.resolve(last.confirms()));
        RunRecord first = last.confirms() == null ? last : directory.read();
        return Optional.of(new RunFamily(directory, first, further(runs, first.runId())));
    }

    private static List<RunRecord> further(Path runs, String first) {
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(entry -> entry.getFileName().toString().compareTo(first) > 0)
                    .filter(entry -> Files.isRegularFile(entry.resolve(RunDirectory.RUN_JSON)))
                    .sorted()
                    .map(entry -> new RunDirectory(entry).read())
                    .filter(run -> first.equals(run.confirms()))
                    .toList();
        } catch (IOException e) {
            throw PerfException.world("cannot list the runs in " + runs, e);
        }
    }

    /** The same with one run more. */
    public RunFamily with(RunRecord run) {
        List<RunRecord> more = new ArrayList<>(further);
        more.add(run);
        return new RunFamily(directory, first, more);
    }

    /** Complete and undisturbed runs that sent everything to the version under test. */
    public List<RunRecord> stored(String scenario) {
        return alone(scenario).stream().filter(run -> !disturbed(run)).toList();
    }

    /** Complete runs that sent everything to the version under test, disturbed ones included. */
    List<RunRecord> alone(String scenario) {
        return all(scenario).stream()
                .filter(run -> scenarioOf(run, scenario).interleaved() == null)
                .toList();
    }

    /** Complete runs that sent every other invocation to the earlier version. */
    public List<RunRecord> interleaved(String scenario) {
        return all(scenario).stream()
                .filter(run -> scenarioOf(run, scenario).interleaved() != null)
                .toList();
    }

    /** The runs that a baseline is made of: the first and those that repeat it whole, without an opponent. */
    public List<RunRecord> candidates() {
        List<RunRecord> candidates = new ArrayList<>();
        candidates.add(first);
        for (RunRecord run : further) {
            boolean whole = run.scenarios().size() == first.scenarios().size();
            boolean alone = run.scenarios().stream().allMatch(scenario -> scenario.interleaved() == null);
            if (whole && alone && run.status() == RunRecord.Status.COMPLETE && !disturbed(run)) {
                candidates.add(run);
            }
        }
        return candidates;
    }

    private List<RunRecord> all(String scenario) {
        return Stream.concat(Stream.of(first), further.stream())
                .filter(run -> run.status() == RunRecord.Status.COMPLETE)
                .filter(run ->
                        run.scenarios().stream().anyMatch(one -> one.name().equals(scenario)))
                .toList();
    }

    /**
     * True where other work kept this machine so busy that a run on the local target cannot be compared with one of
     * another time. Versions that run side by side bear it alike.
     */
    public static boolean disturbed(RunRecord run) {
        return "local".equals(run.environment().target())
                && run.generator() != null
                && run.generator().otherCpu() != null
                && run.generator().otherCpu() > MOST_OTHER_CPU;
    }

    static io.github.lambdaperf.core.record.ScenarioRecord scenarioOf(RunRecord run, String name) {
        return run.scenarios().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
