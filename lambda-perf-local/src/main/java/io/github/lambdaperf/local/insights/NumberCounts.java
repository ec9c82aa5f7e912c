package io.github.lambdaperf.local.insights;

import java.util.Arrays;

/**
 * How often numbers came, for percentiles: each for itself as long as there are few different ones, and from then on
 * rounded to a relative 5 in 100,000. Its size is bounded by the range of the numbers, not by how many there are.
 */
final class NumberCounts {
    private static final int MOST_EXACT = 32_768;
    private static final double STEP = Math.log1p(1e-4);

    private double[] keys = new double[64];
    private long[] counts = new long[64];
    private int distinct;
    private long total;
    private boolean rounded;

    void add(double number) {
        put(rounded ? round(number) : number, 1);
        total++;
        if (!rounded && distinct > MOST_EXACT) {
            roundAll();
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    private static double round(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number;
        }
        double size = Math.exp(Math.rint(Math.log(Math.abs(number)) / STEP) * STEP);
        return number < 0 ? -size : size;
    }

    private void roundAll() {
        double[] oldKeys = keys;
        long[] oldCounts = counts;
        rounded = true;
        keys = new double[1024];
        counts = new long[1024];
        distinct = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                put(round(oldKeys[i]), oldCounts[i]);
            }
        }
    }

    private void put(double key, long count) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (distinct * 2 >= keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            distinct++;
        }
        counts[slot] += count;
    }

    private int slot(double key) {
        long bits = Double.doubleToLongBits(key) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (bits >>> 33) & keys.length - 1;
        while (counts[slot] > 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        double[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new double[oldKeys.length * 2];
        counts = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    /** By {@link Undocumented#rank}; there must be a number. */
    double percentile(double percent) {
        double[] sorted = new double[distinct];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] > 0) {
                sorted[n++] = keys[i];
            }
        }
        Arrays.sort(sorted);
        double rank = Undocumented.rank(percent, total);
        long below = (long) Math.floor(rank);
        long seen = 0;
        for (int i = 0; i < n; i++) {
            seen += counts[slot(sorted[i])];
            if (below < seen) {
                double next = below + 1 < seen || i + 1 == n ? sorted[i] : sorted[i + 1];
                return sorted[i] + (rank - below) * (next - sorted[i]);
            }
        }
        return sorted[n - 1];
    }
}
