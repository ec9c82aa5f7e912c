package io.github.lambdaperf.core.load;

/** Turns an executor into iterations. Its methods are called by the scheduler and by the invoker's thread. */
interface Driver {

    /** Starts at this instant of {@link System#nanoTime}. */
    void start(long startNanos);

    /** No new iteration from now on. */
    void stop();

    /** True when no iteration will start any more and none is running. */
    boolean finished();

    /** Iterations that are running. */
    int inFlight();

    /** VUs that there are, for {@code vus_max}. */
    int vus();

    /** Iterations per second that the schedule asks for at this time; NaN for closed executors. */
    double wantedRate(double secondsFromStart);
}
