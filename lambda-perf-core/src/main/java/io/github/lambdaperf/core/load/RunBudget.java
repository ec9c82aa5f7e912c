package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.report.Figures;
import io.github.lambdaperf.core.shard.Shard;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongToDoubleFunction;

/**
 * What a goal has left of its requests and its money, over all the runs that it makes: a later run sees what the earlier
 * ones have left. A shard has its share of both.
 */
public final class RunBudget {
    private final LoadLimits limits;
    private final Shard shard;
    private final AtomicLong requestsLeft;
    private int runs = 1;
    private boolean begun;
    private double spentUsd;
    private volatile String reached;

    /** All of the limits, of which nothing is used yet. */
    public RunBudget(LoadLimits limits, Shard shard) {
        this.limits = limits;
        this.shard = shard;
        this.requestsLeft = new AtomicLong(shard.share(limits.maxRequests()));
    }

    /**
     * So many runs of the same scenarios are to be made at least: where all of them together are known to be too much, the
     * first one is refused.
     */
    public RunBudget forRuns(int atLeast) {
        runs = atLeast;
        return this;
    }

    /** The limit that ended or refused a run, for the reader; empty: none did. */
    public Optional<String> reached() {
        return Optional.ofNullable(reached);
    }

    LoadLimits limits() {
        return limits;
    }

    /** What invocations cost, in US dollars. @param billedMs of all of them */
    static double usd(PriceTable prices, FunctionSize size, long count, double billedMs) {
        return ScenarioRecords.cost(prices, size, count, billedMs, "")
                .totalUsd()
                .doubleValue();
    }

    /**
     * Refuses a run that is known to need more than is left.
     *
     * @param requests of the run, as far as they are known beforehand
     * @param invocations among them that are billed
     * @param leastUsd what that many cost at least
     * @throws PerfException with the setting that permits it
     */
    synchronized void admit(long requests, long invocations, LongToDoubleFunction leastUsd) {
        String refusal =
                begun ? furtherRefusal(requests, invocations, leastUsd) : firstRefusal(requests, invocations, leastUsd);
        if (refusal != null) {
            reached = refusal;
            throw PerfException.user(refusal);
        }
    }

    private String firstRefusal(long requests, long invocations, LongToDoubleFunction leastUsd) {
        String many = runs > 1 ? runs + " runs of " : "";
        if (limits.maxRequests() > 0 && requests * runs > limits.maxRequests()) {
            return String.format(
                    Locale.ROOT,
                    "nothing was sent: %s are %d requests, and perf.maxRequests allows %d; perf.timeScale makes them"
                            + " shorter",
                    many.isEmpty() ? "the scenarios" : runs + " runs of the scenarios",
                    requests * runs,
                    limits.maxRequests());
        }
        double least = invocations == 0 ? 0 : leastUsd.applyAsDouble(invocations * runs);
        if (limits.budgetUsd() > 0 && least > limits.budgetUsd()) {
            return String.format(
                    Locale.ROOT,
                    "nothing was sent: %s%d invocations cost at least %s (at 1 ms each), and perf.budget allows %s",
                    many,
                    invocations,
                    Figures.usd(least),
                    Figures.usd(limits.budgetUsd()));
        }
        return null;
    }

    private String furtherRefusal(long requests, long invocations, LongToDoubleFunction leastUsd) {
        long left = Math.max(0, requestsLeft.get());
        if (limits.maxRequests() > 0 && Math.max(1, requests) > left) {
            return String.format(
                    Locale.ROOT,
                    "nothing more was sent: %d of perf.maxRequests=%d are left to this goal%s",
                    left,
                    limits.maxRequests(),
                    requests == 0 ? "" : ", and the scenarios need " + requests + " or more");
        }
        double least = invocations == 0 ? 0 : leastUsd.applyAsDouble(invocations);
        if (limits.budgetUsd() > 0 && spentUsd + least >= mostUsd()) {
            return String.format(
                    Locale.ROOT,
                    "nothing more was sent: %s of perf.budget=%s are spent by this goal%s",
                    Figures.usd(spentUsd),
                    limits.budgetUsd(),
                    least == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", and %d invocations cost at least %s (at 1 ms each)",
                                    invocations,
                                    Figures.usd(least)));
        }
        return null;
    }

    /** A run is about to send. */
    synchronized void begin() {
        begun = true;
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
    synchronized void spent(double usd) {
        spentUsd += usd;
    }

    /** True where the scenario that runs has used up the money. @param usd that it has cost so far */
    synchronized boolean isSpent(double usd) {
        double all = spentUsd + usd;
        if (limits.budgetUsd() <= 0 || all < mostUsd()) {
            return false;
        }
        reached = String.format(Locale.ROOT, "%s of perf.budget=%s are spent", Figures.usd(all), limits.budgetUsd());
        return true;
    }

    private double mostUsd() {
        return limits.budgetUsd() / shard.count();
    }
}
