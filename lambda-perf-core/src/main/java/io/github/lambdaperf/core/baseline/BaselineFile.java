package io.github.lambdaperf.core.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A baseline, or a candidate for one: the runs that decide, and what a reviewer wants to know of them.
 *
 * @param key what must be equal for runs to be compared
 * @param accepted when, why, of what code
 * @param runs by their start
 * @param anchor the last release's values, or null
 * @param unknown fields of the file that this version does not know
 */
public record BaselineFile(
        BaselineKey key,
        Accepted accepted,
        List<BaselineRun> runs,
        Anchor anchor,
        SortedMap<String, JsonNode> unknown) {
    /** Version of the format; readers accept this one. */
    public static final String SCHEMA = "perf-baseline/1";

    public BaselineFile {
        runs = runs.stream()
                .sorted(Comparator.comparing(BaselineRun::at).thenComparing(BaselineJson::line))
                .toList();
        unknown = new TreeMap<>(unknown);
    }

    /**
     * A candidate: the same scenario of one run or more, not accepted by anyone yet.
     *
     * @param records complete runs of one environment
     * @param scenario name
     * @param artifact Maven coordinates of the code under test, or null
     * @throws PerfException where a run is partial or invalid, lacks the scenario, or the runs do not belong together
     */
    public static BaselineFile candidate(List<RunRecord> records, String scenario, String artifact) {
        if (records.isEmpty()) {
            throw PerfException.user("there is no run to make a baseline of: run perf:load first");
        }
        BaselineKey key = null;
        List<BaselineRun> runs = new ArrayList<>();
        for (RunRecord record : records) {
            if (record.status() != RunRecord.Status.COMPLETE) {
                throw PerfException.user("no baseline is made of run " + record.runId() + ", it is "
                        + record.status().name().toLowerCase(Locale.ROOT) + " ("
                        + String.join("; ", record.statusReasons()) + "): mend that and run perf:load again");
            }
            ScenarioRecord found = scenario(record, scenario);
            BaselineKey itsKey = BaselineKey.of(record.environment(), found);
            if (key != null && !itsKey.comparableWith(key)) {
                throw PerfException.user("the runs of scenario " + scenario + " do not belong together ("
                        + String.join(", ", itsKey.differences(key)) + "): measure them again");
            }
            key = itsKey;
            runs.add(BaselineRun.of(found));
        }
        RunRecord last = records.get(records.size() - 1);
        LocalDate day = last.startedAt().atZone(ZoneOffset.UTC).toLocalDate();
        FunctionRecord function = last.function();
        Accepted accepted = new Accepted(
                day,
                day.plusDays(Accepted.LIFETIME_DAYS),
                last.commit(),
                "",
                function == null ? null : function.codeSha256(),
                function == null ? null : function.name() + ":" + function.version(),
                function == null ? null : function.runtimeVersion(),
                artifact,
                new TreeMap<>());
        return new BaselineFile(key, accepted, runs, null, new TreeMap<>());
    }

    private static ScenarioRecord scenario(RunRecord record, String name) {
        return record.scenarios().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> PerfException.user(
                        "run " + record.runId() + " has no scenario " + name + ": run perf:load with it"));
    }

    /** The runs' figures. */
    public List<RunFigures> figures() {
        return runs.stream().map(BaselineRun::figures).toList();
    }

    /** Geometric mean over the runs, by metric; metrics that are fit for a verdict only. */
    public SortedMap<String, Double> means() {
        SortedMap<String, List<Double>> logs = new TreeMap<>();
        for (BaselineRun run : runs) {
            run.figures().metrics().forEach((name, figure) -> {
                if (figure.state() == State.OK) {
                    logs.computeIfAbsent(name, any -> new ArrayList<>()).add(Math.log(figure.value()));
                }
            });
        }
        SortedMap<String, Double> means = new TreeMap<>();
        logs.forEach((name, values) -> means.put(
                name,
                Math.exp(values.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .average()
                        .orElseThrow())));
        return means;
    }

    /** Mean over the runs of a value that a threshold refers to, such as {@code invocation_duration.p(95)}. */
    public OptionalDouble value(String name) {
        return runs.stream()
                .map(run -> run.values().get(name))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /** Figures of a metric in the runs that have it. */
    public List<RunFigure> figures(String metric) {
        return runs.stream()
                .map(run -> run.figures().metrics().get(metric))
                .filter(Objects::nonNull)
                .toList();
    }

    /** True where it no longer proves a worsening. */
    public boolean expired(LocalDate today) {
        return today.isAfter(accepted.expires());
    }

    /** The file's text, ending in a newline. */
    public String toText() {
        return BaselineJson.write(this);
    }
}
