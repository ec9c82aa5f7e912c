package io.github.lambdaperf.core.regression;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a scenario got worse.
 *
 * @param scenario its name
 * @param overall regressed where a gated metric is, inconclusive where one is or nothing could be judged
 * @param findings in the order of the catalog
 * @param counts errors and throttles
 * @param baselineRuns runs of the baseline
 * @param candidateRuns runs judged
 * @param maxRuns runs allowed
 * @param runAgain true where a further candidate run is due before the verdict stands
 * @param improvements metrics whose improvement a second run confirmed: a new baseline would keep them
 * @param notes in words, for the reader
 */
public record ScenarioVerdict(
        String scenario,
        Verdict overall,
        List<MetricFinding> findings,
        List<CountFinding> counts,
        int baselineRuns,
        int candidateRuns,
        int maxRuns,
        boolean runAgain,
        List<String> improvements,
        List<String> notes) {
    /** Share of the smallest effect that counts, from which on one run does not clear a build. */
    private static final double NEAR = 0.8;

    public ScenarioVerdict {
        findings = List.copyOf(findings);
        counts = List.copyOf(counts);
        improvements = List.copyOf(improvements);
        notes = List.copyOf(notes);
    }

    /** Where there is nothing to judge: inconclusive, with the reason. */
    public static ScenarioVerdict notJudged(String scenario, int candidateRuns, int maxRuns, String reason) {
        return new ScenarioVerdict(
                scenario,
                Verdict.INCONCLUSIVE,
                List.of(),
                List.of(),
                0,
                candidateRuns,
                maxRuns,
                false,
                List.of(),
                List.of(reason));
    }

    /** The same with more notes. */
    public ScenarioVerdict withNotes(List<String> more) {
        List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
        return new ScenarioVerdict(
                scenario, overall, findings, counts, baselineRuns, candidateRuns, maxRuns, runAgain, improvements, all);
    }

    /**
     * True where a single look may clear a build for good: nothing is open, and no gated metric comes near an effect that
     * counts, proved or not. Without the second condition a lucky run clears one build in twenty that is 10 % slower.
     */
    public boolean clears() {
        return (overall == Verdict.UNCHANGED || overall == Verdict.IMPROVED)
                && findings.stream()
                        .filter(MetricFinding::gated)
                        .map(MetricFinding::figures)
                        .noneMatch(figures -> figures != null && figures.ratio() - 1 >= NEAR * figures.minEffect());
    }

    /** The same left open. @param reason in words */
    public ScenarioVerdict inconclusive(String reason) {
        return new ScenarioVerdict(
                        scenario,
                        Verdict.INCONCLUSIVE,
                        findings,
                        counts,
                        baselineRuns,
                        candidateRuns,
                        maxRuns,
                        false,
                        improvements,
                        notes)
                .withNotes(List.of(reason));
    }

    /** True where a gated metric or count looks worse, proved or not. */
    public boolean looksWorse() {
        return findings.stream().anyMatch(f -> f.gated() && !f.waived() && (f.fails() || f.suspicious()))
                || counts.stream().anyMatch(f -> f.gated() && !f.waived() && (f.fails() || f.suspicious()));
    }
}
