package io.github.lambdaperf.core.load;

/** Runs one iteration of a workload: the seam between the drivers and what an iteration does. */
interface IterationRunner {

    /**
     * Starts an iteration and returns at once.
     *
     * @param vu number of the VU, from 1
     * @param iteration of this VU, from 0
     * @param due intended start, {@link System#nanoTime}
     * @param scheduled true where {@code due} comes from an arrival schedule, so that lateness counts
     * @param completion to be claimed before the answer is counted, and told when it has been, on any thread
     */
    void run(int vu, long iteration, long due, boolean scheduled, Completion completion);

    /** The driver's side of a running iteration. */
    interface Completion {
        /** False where the iteration was cut off meanwhile, so that its answer no longer counts. */
        boolean claim();

        /** The answer has been counted: the VU is free. */
        void done();
    }

    /** An arrival found no free VU. */
    void dropped();

    /** A running iteration was cut off; its answer no longer counts. */
    void cut();
}
