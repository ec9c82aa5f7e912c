package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.shard.Shard;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What a run has left of its requests and its money; a shard has its share of both. */
final class RunBudget {
    private final LoadLimits limits;
    private final PriceTable prices;
    private final Shard shard;
    private final AtomicLong requestsLeft;
    private double spentUsd;
    private volatile String reached;

    RunBudget(LoadLimits limits, PriceTable prices, Shard shard) {
        this.limits = limits;
        this.prices = prices;
        this.shard = shard;
        this.requestsLeft = new AtomicLong(shard.share(limits.maxRequests()));
    }

    /** What invocations cost, in US dollars. @param billedMs of all of them */
    static double usd(PriceTable prices, FunctionSize size, long count, double billedMs) {
        return ScenarioRecords.cost(prices, size, count, billedMs, "")
                .totalUsd()
                .doubleValue();
    }

    /** The invoker, which sends no more than is left. @param exhausted called when it is */
    FunctionInvoker limited(FunctionInvoker invoker, Runnable exhausted) {
        return limits.maxRequests() == 0
                ? invoker
                : new LimitedInvoker(invoker, requestsLeft, () -> {
                    reached = "perf.maxRequests=" + limits.maxRequests() + " is reached";
                    exhausted.run();
                });
    }

    /** A scenario has cost that much. */
    void spent(double usd) {
        spentUsd += usd;
    }

    /** True where the scenario that runs has used up the money. */
    boolean isSpent(LoadProgress.Figures figures, FunctionSize size) {
        if (limits.budgetUsd() <= 0 || figures.billedCount() == 0) {
            return false;
        }
        double usd = spentUsd + usd(prices, size, figures.billedCount(), figures.billedMs());
        if (usd < limits.budgetUsd() / shard.count()) {
            return false;
        }
        reached = String.format(Locale.ROOT, "%.6f USD of perf.budget=%s are spent", usd, limits.budgetUsd());
        return true;
    }

    /** The limit that ended the run, for the reader; null: none did. */
    String reached() {
        return reached;
    }
}
