package io.github.lambdaperf.core.load;

import java.util.Arrays;

/** What was started in each second. It has a lock of its own, so that a send never waits for a look at the figures. */
final class Starts {
    private long[] counts = new long[64];
    private int[] inFlight = new int[64];
    private int size;

    synchronized void add(int second, int count, int nowInFlight) {
        if (second >= counts.length) {
            int length = Math.max(second + 1, counts.length * 2);
            counts = Arrays.copyOf(counts, length);
            inFlight = Arrays.copyOf(inFlight, length);
        }
        size = Math.max(size, second + 1);
        counts[second] += count;
        inFlight[second] = Math.max(inFlight[second], nowInFlight);
    }

    /** Seconds up to the last start. */
    synchronized int size() {
        return size;
    }

    synchronized long count(int second) {
        return second < size ? counts[second] : 0;
    }

    /** The most that were in flight at a start of that second. */
    synchronized int inFlight(int second) {
        return second < size ? inFlight[second] : 0;
    }
}
