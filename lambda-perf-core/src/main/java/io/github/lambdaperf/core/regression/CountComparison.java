package io.github.lambdaperf.core.regression;

import io.github.lambdaperf.core.record.JudgedCount;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Errors or throttles of candidate runs against those of baseline runs: given all events together, how many fell on the
 * candidate (a conditional binomial test). Events that come in bursts count for less: both sides are divided by the
 * overdispersion first, to the baseline's disadvantage when a worsening is tested.
 *
 * @param baselineEvents of all baseline runs
 * @param baselineTrials invocations of them
 * @param candidateEvents of all candidate runs
 * @param candidateTrials invocations of them
 * @param dispersion overdispersion within runs, at least 1
 */
public record CountComparison(
        long baselineEvents, long baselineTrials, long candidateEvents, long candidateTrials, double dispersion) {
    /** Smallest difference of the rates that counts: 0.1 percentage point. */
    static final double MIN_RATE_DIFFERENCE = 0.001;

    /** Fewest events that count. */
    static final int MIN_EVENTS = 3;

    /**
     * Adds the runs up. The dispersion is the mean of the runs' own, weighted by their events: for runs of one size
     * that is Pearson's statistic of all blocks about their run's rate.
     */
    public static CountComparison of(List<JudgedCount> baseline, List<JudgedCount> candidate) {
        long before = events(baseline);
        long after = events(candidate);
        double weighted = weightedDispersion(baseline) + weightedDispersion(candidate);
        double dispersion = before + after == 0 ? 1 : Math.max(1, weighted / (before + after));
        return new CountComparison(before, trials(baseline), after, trials(candidate), dispersion);
    }

    /** Events per invocation of the baseline. */
    public double baselineRate() {
        return rate(baselineEvents, baselineTrials);
    }

    /** Events per invocation of the candidate. */
    public double candidateRate() {
        return rate(candidateEvents, candidateTrials);
    }

    /** True where either side has an event. */
    boolean happened() {
        return baselineEvents + candidateEvents > 0;
    }

    /** Chance of so many events on the candidate's side where nothing changed. */
    public double pWorse() {
        return atLeast(candidateEvents, baselineEvents, candidateTrials, baselineTrials);
    }

    /** Chance of so many events on the baseline's side where nothing changed. */
    public double pBetter() {
        return atLeast(baselineEvents, candidateEvents, baselineTrials, candidateTrials);
    }

    /** True where the candidate has enough more events to matter. */
    public boolean worse() {
        return candidateRate() - baselineRate() >= MIN_RATE_DIFFERENCE && candidateEvents >= MIN_EVENTS;
    }

    /** True where the candidate has enough fewer events to matter. */
    public boolean better() {
        return baselineRate() - candidateRate() >= MIN_RATE_DIFFERENCE && baselineEvents >= MIN_EVENTS;
    }

    private double atLeast(long many, long few, long manyTrials, long fewTrials) {
        int floor = (int) Math.floor(many / dispersion);
        int ceiling = (int) Math.ceil(few / dispersion);
        if (floor == 0) {
            return 1;
        }
        double share = manyTrials / (double) (manyTrials + fewTrials);
        return BinomialDistribution.of(floor + ceiling, share).survivalProbability(floor - 1);
    }

    private static double rate(long events, long trials) {
        return trials == 0 ? 0 : events / (double) trials;
    }

    private static long events(List<JudgedCount> counts) {
        return counts.stream().mapToLong(JudgedCount::events).sum();
    }

    private static long trials(List<JudgedCount> counts) {
        return counts.stream().mapToLong(JudgedCount::trials).sum();
    }

    private static double weightedDispersion(List<JudgedCount> counts) {
        return counts.stream()
                .mapToDouble(count -> count.events() * Math.max(1, count.dispersion()))
                .sorted()
                .sum();
    }
}
