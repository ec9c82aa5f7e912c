package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.baseline.BaselineChange;
import io.github.lambdaperf.core.baseline.BaselineFile;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The baseline goal: promotes runs to the committed baseline, and says what that changes. */
public final class BaselineUpdate {
    private BaselineUpdate() {}

    /**
     * What was done for one scenario.
     *
     * @param scenario its name
     * @param file of the baseline
     * @param written false: the file stays byte for byte as it was
     * @param lines for the reader: why, and before and after by metric
     */
    public record Outcome(String scenario, Path file, boolean written, List<String> lines) {
        public Outcome {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Plans the change of every scenario first, and writes only when all are possible.
     *
     * @param runs complete runs of one environment, in order
     * @throws io.github.lambdaperf.core.PerfException where a run may not become a baseline, or something got worse and
     *     no reason was given; no file is changed then
     */
    public static List<Outcome> apply(
            List<RunRecord> runs, Path baselineDirectory, String artifact, BaselineChange.Options options) {
        BaselineStore store = new BaselineStore(baselineDirectory);
        List<BaselineChange> changes = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (ScenarioRecord scenario : runs.get(runs.size() - 1).scenarios()) {
            BaselineFile candidate = BaselineFile.candidate(runs, scenario.name(), artifact);
            BaselineChange change =
                    BaselineChange.plan(store.find(candidate.key()), candidate, scenario.regression(), options);
            changes.add(change);
            outcomes.add(new Outcome(scenario.name(), change.file(), change.writes(), lines(change)));
        }
        changes.forEach(change -> change.apply(store));
        return outcomes;
    }

    private static List<String> lines(BaselineChange change) {
        List<String> lines = new ArrayList<>();
        lines.add(change.why());
        for (BaselineChange.Row row : change.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-18s %10s -> %10s %-3s %9s  %s",
                    row.metric(),
                    number(row.before()),
                    number(row.after()),
                    row.unit(),
                    row.ratio() == null ? "" : String.format(Locale.ROOT, "%+.1f %%", (row.ratio() - 1) * 100),
                    row.verdict() == null ? "" : row.verdict().name().toLowerCase(Locale.ROOT)));
        }
        return lines;
    }

    private static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
