package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.ErrorRecord;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a scenario is getting on.
 *
 * @param scenario its name
 * @param elapsedSeconds since its start
 * @param totalSeconds planned, without graceful stop
 * @param wantedRate starts per second that the schedule asks for now; NaN: closed executors only
 * @param rate invocations per second since the last report
 * @param inFlight running now
 * @param plannedIterations 0: not known beforehand
 * @param figures since the start
 * @param errors kinds of errors so far, most frequent first
 * @param logged errors in the function's log so far, as they came
 * @param costUsd of the function so far, by the reports seen; NaN: not known
 */
public record LoadProgress(
        String scenario,
        double elapsedSeconds,
        double totalSeconds,
        double wantedRate,
        double rate,
        int inFlight,
        long plannedIterations,
        Figures figures,
        List<ErrorRecord> errors,
        List<LoggedError> logged,
        double costUsd) {

    /** The same with its cost. @param usd of the figures; asked only where reports were seen */
    LoadProgress priced(ToDoubleFunction<Figures> usd) {
        return figures.billedCount() == 0
                ? this
                : new LoadProgress(
                        scenario,
                        elapsedSeconds,
                        totalSeconds,
                        wantedRate,
                        rate,
                        inFlight,
                        plannedIterations,
                        figures,
                        errors,
                        logged,
                        usd.applyAsDouble(figures));
    }

    /** Share of the load that is done, by its time or its iterations, 0 to 1. */
    public double done() {
        double byTime = totalSeconds > 0 ? elapsedSeconds / totalSeconds : 0;
        return Math.min(1, Math.max(byTime, byCount()));
    }

    /** Seconds to its planned end; a load of a number of iterations is taken to go on at its pace. */
    public double secondsLeft() {
        double byTime = Math.max(0, totalSeconds - elapsedSeconds);
        double byCount = byCount();
        return byCount > 0 ? Math.min(byTime, elapsedSeconds * (1 - byCount) / byCount) : byTime;
    }

    private double byCount() {
        return plannedIterations > 0 ? Math.min(1, (double) figures.invocations() / plannedIterations) : 0;
    }

    /**
     * Totals since the start.
     *
     * @param invocations answered or failed
     * @param p50Ms from the intended start
     * @param p95Ms from the intended start
     * @param errors failed, throttles left out
     * @param throttles HTTP 429
     * @param coldStarts seen in reports
     * @param dropped arrivals that found no free VU
     * @param billedMs sum over the reports seen
     * @param billedCount reports seen
     */
    public record Figures(
            long invocations,
            double p50Ms,
            double p95Ms,
            long errors,
            long throttles,
            long coldStarts,
            long dropped,
            double billedMs,
            long billedCount) {}

    /** Told now and then, on a thread of its own. */
    public interface Listener {
        void progress(LoadProgress progress);
    }
}
