package io.github.lambdaperf.core.regression;

import java.util.Arrays;
import java.util.List;

/**
 * Candidate against baseline for one metric, on the log scale: a t statistic whose variance between runs is moderated by
 * a prior, so that one run gives an honest interval and several let the data decide (Smyth 2004).
 *
 * @param delta mean logarithm of the candidate runs less that of the baseline runs
 * @param df degrees of freedom, the prior's included
 * @param fixedVariance part of the variance of delta that more candidate runs do not shrink
 * @param perRunVariance part of it that they divide
 * @param candidateRuns number of candidate runs
 */
public record Comparison(double delta, int df, double fixedVariance, double perRunVariance, int candidateRuns) {
    private static final double BETWEEN_RUNS_FLOOR = 0.01;

    /**
     * Runs of a stored baseline against candidate runs.
     *
     * @param baseline at least one run's value and standard error
     * @param candidate at least one
     */
    public static Comparison stored(List<RunFigure> baseline, List<RunFigure> candidate, Prior prior) {
        double[] before = logs(baseline);
        double[] after = logs(candidate);
        int runs = before.length + after.length;
        double within = (sumOfVariances(baseline) + sumOfVariances(candidate)) / runs;
        int runDf = runs - 2;
        double squares = squares(before) + squares(after);
        double moderated = (prior.nu0() * (prior.tau0() * prior.tau0() + within) + squares) / (prior.nu0() + runDf);
        double between = Math.max(moderated - within, BETWEEN_RUNS_FLOOR * BETWEEN_RUNS_FLOOR);
        return new Comparison(
                mean(after) - mean(before),
                prior.nu0() + runDf,
                (between + sumOfVariances(baseline) / before.length) / before.length,
                between + sumOfVariances(candidate) / after.length,
                after.length);
    }

    /**
     * How well runs know their own mean: half the width of its 90 % interval, as a relative change.
     *
     * @param runs at least one
     */
    public static double precision90(List<RunFigure> runs, Prior prior) {
        double[] logs = logs(runs);
        double within = sumOfVariances(runs) / logs.length;
        int df = prior.nu0() + logs.length - 1;
        double moderated = (prior.nu0() * (prior.tau0() * prior.tau0() + within) + squares(logs)) / df;
        double between = Math.max(moderated - within, BETWEEN_RUNS_FLOOR * BETWEEN_RUNS_FLOOR);
        return Math.expm1(StudentT.quantile(0.95, df) * Math.sqrt((between + within) / logs.length));
    }

    /** Standard error of {@link #delta}. */
    public double se() {
        return Math.sqrt(fixedVariance + perRunVariance / candidateRuns);
    }

    /** The t statistic. */
    public double t() {
        return delta / se();
    }

    /** Chance of a difference this large upwards where nothing changed. */
    public double pSlower() {
        return StudentT.above(t(), df);
    }

    /** Chance of a difference this large downwards where nothing changed. */
    public double pFaster() {
        return StudentT.below(t(), df);
    }

    /** Candidate divided by baseline. */
    public double ratio() {
        return Math.exp(delta);
    }

    /** Lower end of the 90 % interval of the ratio. */
    public double ratioLow90() {
        return Math.exp(delta - halfWidth90());
    }

    /** Upper end of the 90 % interval of the ratio: the upper 95 % bound. */
    public double ratioHigh90() {
        return Math.exp(upper95());
    }

    /** Upper 95 % bound on the log scale. */
    double upper95() {
        return delta + halfWidth90();
    }

    /**
     * Smallest true worsening that a test at this level would prove four times in five, as a relative change.
     *
     * @param alpha level of the test, 0.01 is 1 %
     */
    public double minimumDetectableEffect(double alpha) {
        return Math.expm1((StudentT.quantile(1 - alpha, df) + StudentT.quantile(0.8, df)) * se());
    }

    /** The same difference and noise, had there been more candidate runs. */
    Comparison withMoreRuns(int more) {
        return new Comparison(delta, df + more, fixedVariance, perRunVariance, candidateRuns + more);
    }

    private double halfWidth90() {
        return StudentT.quantile(0.95, df) * se();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Sum of squared deviations from the mean. */
    static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(y -> (y - mean) * (y - mean)).sum();
    }

    private static double[] logs(List<RunFigure> runs) {
        // sorted, so that the order of runs cannot move the last bit of a sum
        return runs.stream().mapToDouble(run -> Math.log(run.value())).sorted().toArray();
    }

    private static double sumOfVariances(List<RunFigure> runs) {
        return runs.stream().mapToDouble(run -> run.se() * run.se()).sorted().sum();
    }
}
