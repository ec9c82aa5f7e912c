package io.github.lambdaperf.core.load;

/**
 * How a scenario is getting on.
 *
 * @param scenario its name
 * @param elapsedSeconds since its start
 * @param totalSeconds planned, without graceful stop
 * @param wantedRate starts per second that the schedule asks for now; NaN: closed executors only
 * @param rate invocations per second since the last report
 * @param inFlight running now
 * @param figures since the start
 */
public record LoadProgress(
        String scenario,
        double elapsedSeconds,
        double totalSeconds,
        double wantedRate,
        double rate,
        int inFlight,
        Figures figures) {

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
