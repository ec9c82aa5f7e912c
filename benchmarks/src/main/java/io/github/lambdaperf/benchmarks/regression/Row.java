package io.github.lambdaperf.benchmarks.regression;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How often a rule does what.
 *
 * @param red share of failed builds for each of {@link Banks#EFFECTS}
 * @param undecided share of builds that end with a warning
 * @param loadRuns mean candidate runs
 * @param redIn20 share of baselines with at least one false red in 20 unchanged builds
 */
record Row(double[] red, double[] undecided, double[] loadRuns, double redIn20) {
    private static final int MOST_BASELINE_RUNS = 10;
    private static final int MOST_CANDIDATE_RUNS = 5;
    private static final int BUILDS = 20;

    /**
     * Lets the rule judge builds. Every rule gets the same builds from the same seed.
     *
     * @param trials builds for each effect
     */
    static Row of(Banks banks, BuildRule rule, int trials, long seed) {
        int effects = Banks.EFFECTS.size();
        double[] red = new double[effects];
        double[] undecided = new double[effects];
        double[] runs = new double[effects];
        SplittableRandom random = new SplittableRandom(seed);
        for (int effect = 0; effect < effects; effect++) {
            for (int trial = 0; trial < trials; trial++) {
                SplittableRandom own = random.split();
                BuildRule.Outcome outcome =
                        rule.judge(trial(banks, effect, banks.baseline().draw(MOST_BASELINE_RUNS, own), own));
                red[effect] += outcome.red() ? 1.0 / trials : 0;
                undecided[effect] += outcome.undecided() ? 1.0 / trials : 0;
                runs[effect] += (double) outcome.loadRuns() / trials;
            }
        }
        return new Row(red, undecided, runs, redIn20(banks, rule, baselines(trials), random));
    }

    /** Baselines that are frozen to be judged against 20 times. */
    static int baselines(int trials) {
        return Math.max(1, trials / 20);
    }

    private static double redIn20(Banks banks, BuildRule rule, int baselines, SplittableRandom random) {
        int withRed = 0;
        for (int i = 0; i < baselines; i++) {
            List<SimulatedRun> frozen = banks.baseline().draw(MOST_BASELINE_RUNS, random);
            for (int build = 0; build < BUILDS; build++) {
                if (rule.judge(trial(banks, 0, frozen, random.split())).red()) {
                    withRed++;
                    break;
                }
            }
        }
        return (double) withRed / baselines;
    }

    private static Trial trial(Banks banks, int effect, List<SimulatedRun> baseline, SplittableRandom random) {
        return new Trial(
                baseline,
                banks.candidates().get(effect).draw(MOST_CANDIDATE_RUNS, random),
                banks.interleaved().get(effect).draw(MOST_CANDIDATE_RUNS, random),
                random);
    }
}
