package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.SendSpec;

/**
 * What reports have told so far of the bill, of all versions that a run invokes.
 *
 * @param count reports
 * @param ms their billed durations
 */
record Billed(long count, double ms) {
    static Billed of(ScenarioRecorder recorder) {
        LoadProgress.Figures figures = recorder.figures();
        return new Billed(figures.billedCount(), figures.billedMs());
    }

    /** What that is in US dollars; where only a share of the invocations is reported, the share stands for all. */
    double usd(PriceTable prices, FunctionSize size, SendSpec send) {
        if (count == 0) {
            return 0;
        }
        double share = send instanceof InvokeSpec invoke ? invoke.logTail() : 1;
        return RunBudget.usd(prices, size, count, ms) / share;
    }

    Billed plus(Billed other) {
        return new Billed(count + other.count, ms + other.ms);
    }
}
