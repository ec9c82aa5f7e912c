package io.github.lambdaperf.core.load;

import java.util.ArrayDeque;

/** The VUs of an open executor: taken for an arrival, given back by its answer. */
final class VuPool {

    /** One of them. */
    final class Vu implements IterationRunner.Completion {
        private final int id;
        private long iteration;

        private Vu(int id) {
            this.id = id;
        }

        /** From 1. */
        int id() {
            return id;
        }

        /** Number of the iteration that it now begins, from 0. */
        long begin() {
            return iteration++;
        }

        @Override
        public boolean claim() {
            return true;
        }

        @Override
        public void done() {
            release(this);
        }
    }

    private final int max;
    private final ArrayDeque<Vu> free = new ArrayDeque<>();
    private int allocated;
    private int inFlight;

    /**
     * A pool.
     *
     * @param preAllocated of the scenario, or null
     * @param max of the scenario, or null
     */
    VuPool(Integer preAllocated, Integer max) {
        this.max = max != null ? max : preAllocated != null ? preAllocated : OpenDriver.DEFAULT_MAX_VUS;
    }

    /** One that is free, or a new one; null where there may be no more. */
    synchronized Vu take() {
        Vu vu = free.poll();
        if (vu == null && allocated < max) {
            vu = new Vu(++allocated);
        }
        if (vu != null) {
            inFlight++;
        }
        return vu;
    }

    private synchronized void release(Vu vu) {
        inFlight--;
        free.push(vu);
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int allocated() {
        return allocated;
    }
}
