package io.github.lambdaperf.benchmarks.regression;

import java.util.random.RandomGenerator;

/**
 * The assumed noise of a function under load; not measured on AWS. Warm requests have a lognormal body around 40 ms and
 * a Pareto tail, differ between execution environments and slow down in episodes; cold ones take ten times as long.
 *
 * @param requests of a run
 * @param runShift standard deviation between runs on the log scale, 0.03 is 3 %
 */
record NoiseModel(int requests, double runShift) {
    static final double MEDIAN_MS = 40;
    static final double COLD_SHARE = 0.02;
    private static final double BODY_SD = 0.25;
    private static final double TAIL_SHARE = 0.03;
    private static final double TAIL_EXPONENT = 2.5;
    private static final int ENVIRONMENTS = 10;
    private static final double ENVIRONMENT_SD = 0.03;
    private static final double EPISODES = 2;
    private static final double EPISODE_SHARE = 0.05;
    private static final double EPISODE_MEAN = 0.15;
    private static final double EPISODE_SD = 0.10;
    private static final double COLD_MULTIPLIER = 10;
    private static final double COLD_SD = 0.20;

    /** The shift that all requests of one run share, as a factor. */
    double shift(RandomGenerator random) {
        return Math.exp(runShift * random.nextGaussian());
    }

    /**
     * Warm durations in the order of time, in milliseconds.
     *
     * @param version of each request; each version has environments of its own
     */
    static double[] warm(int[] version, RandomGenerator random) {
        int n = version.length;
        double[][] environments = new double[2][ENVIRONMENTS];
        for (double[] side : environments) {
            for (int i = 0; i < ENVIRONMENTS; i++) {
                side[i] = Math.exp(ENVIRONMENT_SD * random.nextGaussian());
            }
        }
        double[] ms = new double[n];
        for (int i = 0; i < n; i++) {
            ms[i] = MEDIAN_MS * Math.exp(BODY_SD * random.nextGaussian());
            if (random.nextDouble() < TAIL_SHARE) {
                ms[i] *= Math.pow(1 - random.nextDouble(), -1 / TAIL_EXPONENT);
            }
            ms[i] *= environments[version[i]][random.nextInt(ENVIRONMENTS)];
        }
        for (int episodes = poisson(EPISODES, random); episodes > 0; episodes--) {
            int start = (int) (random.nextDouble() * n);
            int length = (int) (EPISODE_SHARE * random.nextExponential() * n);
            double factor = Math.exp(Math.abs(EPISODE_MEAN + EPISODE_SD * random.nextGaussian()));
            for (int i = start; i < Math.min(n, start + length); i++) {
                ms[i] *= factor;
            }
        }
        return ms;
    }

    /** Duration of a cold invocation. */
    static double cold(RandomGenerator random) {
        return MEDIAN_MS * COLD_MULTIPLIER * Math.exp(COLD_SD * random.nextGaussian());
    }

    /** Which requests are cold: their share differs between runs, and half of them come in the first 5 %. */
    static boolean[] coldOnes(int n, RandomGenerator random) {
        double share = Math.min(0.5, COLD_SHARE * Math.exp(0.25 * random.nextGaussian()));
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += random.nextDouble() < share ? 1 : 0;
        }
        boolean[] cold = new boolean[n];
        int early = count / 2;
        int head = Math.max(early + 1, n / 20);
        mark(cold, 0, head, early, random);
        mark(cold, head, n, count - early, random);
        return cold;
    }

    private static void mark(boolean[] flags, int from, int to, int count, RandomGenerator random) {
        for (int marked = 0; marked < Math.min(count, to - from); ) {
            int i = random.nextInt(from, to);
            if (!flags[i]) {
                flags[i] = true;
                marked++;
            }
        }
    }

    /** Which requests fail: one in 2,000, and a burst of two or so in every other run. */
    static boolean[] failures(int n, RandomGenerator random) {
        boolean[] failed = new boolean[n];
        for (int i = 0; i < n; i++) {
            failed[i] = random.nextDouble() < 0.0005;
        }
        for (int bursts = poisson(0.5, random); bursts > 0; bursts--) {
            int start = random.nextInt(n);
            int length = poisson(2, random);
            for (int i = start; i < Math.min(n, start + length); i++) {
                failed[i] = true;
            }
        }
        return failed;
    }

    /** Network part of the client's latency, in milliseconds. */
    static double[] network(int n, RandomGenerator random) {
        double run = 12 * Math.exp(0.05 * random.nextGaussian());
        double[] ms = new double[n];
        for (int i = 0; i < n; i++) {
            ms[i] = run * Math.exp(0.20 * random.nextGaussian());
        }
        return ms;
    }

    /** What the init durations of one run share, as a factor. */
    static double initShift(RandomGenerator random) {
        return Math.exp(0.04 * random.nextGaussian());
    }

    /** Init duration of one cold start, in milliseconds. */
    static double init(double shift, RandomGenerator random) {
        return 400 * shift * Math.exp(0.12 * random.nextGaussian());
    }

    /** Largest memory use in whole megabytes. */
    static double memoryMb(RandomGenerator random) {
        return Math.rint(118 + random.nextGaussian());
    }

    private static int poisson(double mean, RandomGenerator random) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
