package io.github.lambdaperf.benchmarks.regression;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Rules of other tools on one metric, written anew from their sources and documentation, with their defaults. */
final class PeerRules {
    private static final int CRITERION_RESAMPLES = 400;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final TDistribution T4 = TDistribution.of(4);

    private PeerRules() {}

    /** Candidate beyond a factor of the last baseline run, as github-action-benchmark, CodSpeed and typed-in limits. */
    static boolean ratio(Trial trial, int metric, double factor) {
        return candidate(trial, metric, 1)[0] > factor * trial.baseline().get(0).value(metric);
    }

    /** bencher's t test: beyond the prediction interval of five runs, at .99. */
    static boolean bencher(Trial trial, int metric) {
        double[] history = baseline(trial, metric, 5);
        double limit = mean(history)
                + T4.inverseCumulativeProbability(0.99) * Math.sqrt(variance(history)) * Math.sqrt(1 + 1.0 / 5);
        return candidate(trial, metric, 1)[0] > limit;
    }

    /** benchstat's Mann-Whitney test at .05, one value for each of five runs of both versions. */
    static boolean benchstat(Trial trial, int metric) {
        return mannWhitney(baseline(trial, metric, 5), candidate(trial, metric, 5));
    }

    /** The same test on 20 time slices of one run of each version. */
    static boolean slices(Trial trial, int quantile) {
        return mannWhitney(slicesOfBaseline(trial, quantile), slicesOfCandidate(trial, quantile));
    }

    /** The same test on every request of one run of each version. */
    static boolean requests(Trial trial) {
        return mannWhitney(
                doubles(trial.baseline().get(0).requests()),
                doubles(trial.candidate().get(0).requests()));
    }

    /**
     * Kayenta's judge on time slices: the 98 % interval of the shift beyond a quarter of the shift itself, and the ratio
     * of the means.
     *
     * @param allowedIncrease 1 is its default
     */
    static boolean kayenta(Trial trial, int quantile, double allowedIncrease) {
        double[] before = slicesOfBaseline(trial, quantile);
        double[] after = slicesOfCandidate(trial, quantile);
        double[] shifts = Arrays.stream(after)
                .flatMap(a -> Arrays.stream(before).map(b -> a - b))
                .sorted()
                .toArray();
        int n = before.length * after.length;
        double sd = Math.sqrt(n * (before.length + after.length + 1) / 12.0);
        int low = (int) Math.max(0, Math.floor(n / 2.0 - NORMAL.inverseSurvivalProbability(0.01) * sd));
        return shifts[low] > 0.25 * Math.abs(median(shifts)) && mean(after) / mean(before) >= allowedIncrease;
    }

    /**
     * Criterion's comparison of the means of 100 batches: a bootstrap t test at .05 and the 95 % bootstrap interval of
     * the change beyond the noise threshold; with fewer resamples than its own 100,000.
     */
    static boolean criterion(Trial trial, double noise) {
        double[] before = trial.baseline().get(0).batchMeans();
        double[] after = trial.candidate().get(0).batchMeans();
        RandomGenerator random = trial.random();
        double[] pool = new double[before.length + after.length];
        System.arraycopy(before, 0, pool, 0, before.length);
        System.arraycopy(after, 0, pool, before.length, after.length);
        double observed = t(after, before);
        int below = 0;
        for (int i = 0; i < CRITERION_RESAMPLES; i++) {
            below += t(resample(pool, after.length, random), resample(pool, before.length, random)) < observed ? 1 : 0;
        }
        if (2.0 * Math.min(below, CRITERION_RESAMPLES - below) / CRITERION_RESAMPLES >= 0.05) {
            return false;
        }
        double[] changes = IntStream.range(0, CRITERION_RESAMPLES)
                .mapToDouble(i ->
                        mean(resample(after, after.length, random)) / mean(resample(before, before.length, random)) - 1)
                .sorted()
                .toArray();
        return changes[(int) (0.025 * CRITERION_RESAMPLES)] > noise;
    }

    /** True where the later values are higher by the two-sided Mann-Whitney test at .05; exact for small samples. */
    static boolean mannWhitney(double[] before, double[] after) {
        if (median(after) <= median(before)) {
            return false;
        }
        double u = wins(after, before);
        double other = (double) before.length * after.length - u;
        double low = Math.min(u, other);
        if (before.length * after.length <= 150) {
            return 2 * exactTail(before.length, after.length, (int) Math.floor(low)) < 0.05;
        }
        double center = before.length * (double) after.length / 2;
        double sd = Math.sqrt(before.length * (double) after.length * (before.length + after.length + 1) / 12);
        return 2 * NORMAL.survivalProbability((center - low - 0.5) / sd) < 0.05;
    }

    /** Number of pairs in which the first sample's value is the larger; ties count half. */
    private static double wins(double[] first, double[] second) {
        double[] sorted = second.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double value : first) {
            wins += (below(sorted, value, false) + below(sorted, value, true)) / 2.0;
        }
        return wins;
    }

    private static int below(double[] sorted, double value, boolean equalToo) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (equalToo && sorted[middle] <= value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** P(U &lt;= u) where both samples have one distribution, by counting the arrangements. */
    static double exactTail(int n, int m, int u) {
        double[][] ways = new double[n + 1][n * m + 1];
        ways[0][0] = 1;
        // partitions of U into at most n parts of at most m each
        for (int value = 1; value <= n + m; value++) {
            for (int chosen = Math.min(n, value); chosen >= 1; chosen--) {
                int shift = value - chosen;
                for (int sum = n * m; sum >= shift; sum--) {
                    ways[chosen][sum] += ways[chosen - 1][sum - shift];
                }
            }
        }
        double all = Arrays.stream(ways[n]).sum();
        return Arrays.stream(ways[n], 0, u + 1).sum() / all;
    }

    private static double t(double[] first, double[] second) {
        return (mean(first) - mean(second))
                / Math.sqrt(variance(first) / first.length + variance(second) / second.length);
    }

    private static double[] resample(double[] values, int count, RandomGenerator random) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }

    private static double[] baseline(Trial trial, int metric, int runs) {
        return values(trial.baseline(), metric, runs);
    }

    private static double[] candidate(Trial trial, int metric, int runs) {
        return values(trial.candidate(), metric, runs);
    }

    private static double[] values(List<SimulatedRun> runs, int metric, int count) {
        return runs.subList(0, count).stream()
                .mapToDouble(run -> run.value(metric))
                .toArray();
    }

    private static double[] slicesOfBaseline(Trial trial, int quantile) {
        return trial.baseline().get(0).slices()[quantile];
    }

    private static double[] slicesOfCandidate(Trial trial, int quantile) {
        return trial.candidate().get(0).slices()[quantile];
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
