package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.SendSpec;

/**
 * What reports have told so far of the bill, of all versions that a run invokes.
 *
 * @param count reports of measured invocations
 * @param ms their billed durations
 * @param warmUps reports of invocations before the measurement, of which every one is asked for
 * @param warmUpMs their billed durations
 */
record Billed(long count, double ms, long warmUps, double warmUpMs) {
    static Billed of(ScenarioRecorder recorder) {
        LoadProgress.Figures figures = recorder.figures();
        return new Billed(figures.billedCount(), figures.billedMs(), 0, 0);
    }

    static Billed beforehand(long warmUps, double ms) {
        return new Billed(0, 0, warmUps, ms);
    }

    /** What that is in US dollars; where only a share of the measured invocations is reported, the share stands for all. */
    double usd(PriceTable prices, FunctionSize size, SendSpec send) {
        double share = send instanceof InvokeSpec invoke ? invoke.logTail() : 1;
        double measured = count == 0 ? 0 : RunBudget.usd(prices, size, count, ms) / share;
        return measured + (warmUps == 0 ? 0 : RunBudget.usd(prices, size, warmUps, warmUpMs));
    }

    Billed plus(Billed other) {
        return new Billed(count + other.count, ms + other.ms, warmUps + other.warmUps, warmUpMs + other.warmUpMs);
    }
}
