package io.github.lambdaperf.core.regression;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down adjustment: the chance of any false alarm among several tests stays below the level. */
final class Holm {
    private Holm() {}

    /** Adjusted p values in the order of the given ones. */
    static double[] adjust(double[] p) {
        List<Integer> order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order.get(rank);
            largest = Math.max(largest, Math.min(1, p[i] * (p.length - rank)));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
