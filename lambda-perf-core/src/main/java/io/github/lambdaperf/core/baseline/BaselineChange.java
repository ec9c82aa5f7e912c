package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.CountFinding;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.MetricFinding;
import io.github.lambdaperf.core.regression.RuleSettings;
import io.github.lambdaperf.core.regression.ScenarioVerdict;
import io.github.lambdaperf.core.regression.StoredRule;
import io.github.lambdaperf.core.regression.Verdict;
import io.github.lambdaperf.core.scenario.RegressionSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What accepting a candidate does to a baseline: decided and shown before anything is written.
 *
 * @param file where the baseline lies, or will
 * @param result the baseline after the change; the old one where nothing is written
 * @param writes false: the file stays byte for byte as it is
 * @param why in words
 * @param rows before and after, by metric
 * @param verdict of the candidate against the old baseline, or null where they cannot be compared
 */
public record BaselineChange(
        Path file, BaselineFile result, boolean writes, String why, List<Row> rows, ScenarioVerdict verdict) {
    public BaselineChange {
        rows = List.copyOf(rows);
    }

    /**
     * A line of the table.
     *
     * @param metric name
     * @param title for the reader
     * @param unit of the values
     * @param before mean of the old baseline's runs, or null
     * @param after mean of the candidate's runs, or null
     * @param ratio after divided by before, or null
     * @param verdict of the metric, or null where the two cannot be compared
     */
    public record Row(
            String metric, String title, String unit, Double before, Double after, Double ratio, Verdict verdict) {}

    /**
     * How to accept.
     *
     * @param reason given by the user, or null; needed where something got worse
     * @param refresh true: write what was measured even where nothing moved
     * @param release version that the values shall anchor, or null
     * @param today day of the acceptance
     */
    public record Options(String reason, boolean refresh, String release, LocalDate today) {}

    /**
     * Decides.
     *
     * @param lookup what the store has for the candidate's key
     * @param candidate as {@link BaselineFile#candidate} makes it
     * @param regression metric name to settings
     * @throws PerfException where something got worse and no reason is given, or the candidate has too little data
     */
    public static BaselineChange plan(
            BaselineLookup lookup,
            BaselineFile candidate,
            Map<String, RegressionSettings> regression,
            Options options) {
        refuseTooLittleData(candidate);
        if (!(lookup instanceof BaselineLookup.Found found)) {
            return first(lookup, candidate, options);
        }
        BaselineFile old = found.baseline();
        // what expires is the proof, not the comparison: a worsening must be explained in any case
        ScenarioVerdict verdict = StoredRule.judge(
                candidate.key().scenario(),
                old.figures(),
                null,
                candidate.figures(),
                regression,
                RuleSettings.stored(1, candidate.runs().size(), options.today()));
        if (verdict.looksWorse() && blank(options.reason())) {
            throw PerfException.user("scenario " + candidate.key().scenario() + " got worse than its baseline ("
                    + String.join(", ", worse(verdict))
                    + "): mend it, or accept it with -Dperf.accept=\"reason\"; " + found.file() + " stays as it is");
        }
        String cause = cause(old, candidate, verdict, options);
        List<Row> rows = rows(old, candidate, verdict);
        if (cause == null) {
            return kept(found, verdict, rows, options);
        }
        String reason = blank(options.reason()) ? cause : options.reason();
        Anchor anchor = options.release() == null ? old.anchor() : new Anchor(options.release(), candidate.means());
        BaselineFile result = new BaselineFile(
                candidate.key(),
                candidate.accepted().on(options.today(), reason),
                candidate.runs(),
                anchor,
                old.unknown());
        return new BaselineChange(found.file(), result, true, cause, rows, verdict);
    }

    /** Writes the file where it changes. */
    public void apply(BaselineStore store) {
        if (writes) {
            store.write(result);
        }
    }

    private static BaselineChange first(BaselineLookup lookup, BaselineFile candidate, Options options) {
        String why = "first baseline";
        BaselineFile old = null;
        if (lookup instanceof BaselineLookup.Nearest nearest) {
            why = "first baseline of this environment and load ("
                    + nearest.nearestFile().getFileName() + " differs in "
                    + String.join(", ", nearest.differences()) + ")";
            old = nearest.nearestFile().equals(nearest.file()) ? nearest.nearest() : null;
        }
        String reason = blank(options.reason()) ? "first baseline" : options.reason();
        Anchor anchor = options.release() == null ? null : new Anchor(options.release(), candidate.means());
        BaselineFile result = new BaselineFile(
                candidate.key(),
                candidate.accepted().on(options.today(), reason),
                candidate.runs(),
                anchor,
                candidate.unknown());
        return new BaselineChange(lookup.file(), result, true, why, rows(old, candidate, null), null);
    }

    private static BaselineChange kept(
            BaselineLookup.Found found, ScenarioVerdict verdict, List<Row> rows, Options options) {
        BaselineFile old = found.baseline();
        boolean newRelease = options.release() != null
                && (old.anchor() == null
                        || !options.release().equals(old.anchor().release()));
        if (newRelease) {
            BaselineFile anchored = new BaselineFile(
                    old.key(), old.accepted(), old.runs(), new Anchor(options.release(), old.means()), old.unknown());
            return new BaselineChange(
                    found.file(), anchored, true, "unchanged; anchors release " + options.release(), rows, verdict);
        }
        return new BaselineChange(
                found.file(),
                old,
                false,
                "unchanged: the file stays as it is (-Dperf.refresh writes the new runs)",
                rows,
                verdict);
    }

    private static String cause(BaselineFile old, BaselineFile candidate, ScenarioVerdict verdict, Options options) {
        if (verdict.looksWorse()) {
            return "accepted: " + String.join(", ", worse(verdict));
        }
        if (options.refresh()) {
            return "refreshed";
        }
        if (old.expired(options.today())) {
            return "measured again after it expired on " + old.accepted().expires();
        }
        Set<String> added = new TreeSet<>(candidate.means().keySet());
        added.removeAll(old.means().keySet());
        if (!added.isEmpty()) {
            return "new: " + String.join(", ", added);
        }
        return switch (verdict.overall()) {
            case UNCHANGED -> null;
            case IMPROVED -> "improved";
            case INCONCLUSIVE -> "measured again: neither worse nor shown to be unchanged";
            case REGRESSED -> "accepted";
        };
    }

    private static List<String> worse(ScenarioVerdict verdict) {
        List<String> worse = new ArrayList<>();
        for (MetricFinding finding : verdict.findings()) {
            if (finding.gated() && !finding.waived() && (finding.fails() || finding.suspicious())) {
                worse.add(String.format(
                        Locale.ROOT,
                        "%s %.1f -> %.1f %s, %+.1f %%",
                        finding.metric(),
                        finding.baseline(),
                        finding.candidate(),
                        finding.unit(),
                        100 * (finding.figures().ratio() - 1)));
            }
        }
        for (CountFinding finding : verdict.counts()) {
            if (finding.gated() && !finding.waived() && (finding.fails() || finding.suspicious())) {
                worse.add(finding.name() + " " + finding.comparison().baselineEvents() + " of "
                        + finding.comparison().baselineTrials() + " -> "
                        + finding.comparison().candidateEvents() + " of "
                        + finding.comparison().candidateTrials());
            }
        }
        return worse;
    }

    private static List<Row> rows(BaselineFile old, BaselineFile candidate, ScenarioVerdict verdict) {
        Map<String, Double> before = old == null ? Map.of() : old.means();
        Map<String, Double> after = candidate.means();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            JudgedMetrics.Spec spec = JudgedMetrics.of(name);
            Double then = before.get(name);
            Double now = after.get(name);
            Double ratio = then == null || now == null ? null : now / then;
            rows.add(new Row(name, spec.title(), spec.unit(), then, now, ratio, verdictOf(name, verdict)));
        }
        return rows;
    }

    private static Verdict verdictOf(String metric, ScenarioVerdict verdict) {
        if (verdict == null) {
            return null;
        }
        return verdict.findings().stream()
                .filter(finding -> finding.metric().equals(metric))
                .findFirst()
                .map(MetricFinding::verdict)
                .orElse(null);
    }

    private static void refuseTooLittleData(BaselineFile candidate) {
        for (BaselineRun run : candidate.runs()) {
            if (run.figures().metrics().values().stream().noneMatch(figure -> figure.state() == State.OK)) {
                throw PerfException.user("no metric of scenario "
                        + candidate.key().scenario() + " in the run of "
                        + BaselineJson.MINUTE.format(run.at()) + " has enough samples for a baseline (" + run.n()
                        + " invocations; a median needs 40 warm ones, p95 400, p99 2000): send more");
            }
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
