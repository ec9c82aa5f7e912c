package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.metric.BlockSums;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.regression.Estimate;
import io.github.lambdaperf.core.regression.Jackknife;

/** Billed durations, cold and warm apart; those of failed invocations count, since they are paid for. */
final class BilledTimes {
    private final BlockSums warm = new BlockSums();
    private final BlockSums cold = new BlockSums();
    private final Population warmTimes = Population.ofRequests();

    void add(double ms, boolean coldStart) {
        if (coldStart) {
            cold.add(ms);
        } else {
            warm.add(ms);
            warmTimes.add(ms);
        }
    }

    ServerFigures figures(Population duration, Population init) {
        return new ServerFigures(
                Jackknife.mean(warm.sums(), warm.counts()),
                quantile(warmTimes, 50),
                Jackknife.mean(cold.sums(), cold.counts()),
                quantile(duration, 50),
                quantile(duration, 95),
                quantile(init, 50));
    }

    private static Estimate quantile(Population population, double percentile) {
        return Jackknife.quantile(population.blocks(), percentile, Population.UNITS_PER_MS);
    }
}
