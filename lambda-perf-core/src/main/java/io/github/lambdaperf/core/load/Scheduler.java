package io.github.lambdaperf.core.load;

import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that runs tasks at their instants, on an absolute schedule: a late task is run at once and the ones after it
 * keep their instants. It parks and never spins, because on two cores a spinning thread takes the readers' core.
 */
final class Scheduler implements AutoCloseable {
    /** Said by a task that is done. */
    static final long DONE = Long.MIN_VALUE;

    /** Work due at an instant of {@link System#nanoTime}. */
    interface Task {
        /**
         * @param due its instant; now, or earlier where the thread is late
         * @return the instant of its next run, or {@link #DONE}
         */
        long run(long due);
    }

    private static final class Entry implements Comparable<Entry> {
        private final Task task;
        private final long order;
        private long due;

        Entry(Task task, long due, long order) {
            this.task = task;
            this.due = due;
            this.order = order;
        }

        @Override
        public int compareTo(Entry other) {
            int byDue = Long.signum(due - other.due);
            return byDue != 0 ? byDue : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final Thread thread;
    private final Thread.UncaughtExceptionHandler onFailure;
    private long orders;
    private volatile boolean closed;

    /** @param onFailure told of an exception that a task let through; the scheduler goes on */
    Scheduler(String name, Thread.UncaughtExceptionHandler onFailure) {
        this.onFailure = onFailure;
        thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    /** Adds a task; from any thread. */
    void at(long nanos, Task task) {
        boolean first;
        synchronized (queue) {
            Entry entry = new Entry(task, nanos, orders++);
            queue.add(entry);
            first = queue.peek() == entry;
        }
        if (first && Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (!closed) {
            Entry due = null;
            long wait = Long.MAX_VALUE;
            synchronized (queue) {
                Entry head = queue.peek();
                if (head != null) {
                    wait = head.due - System.nanoTime();
                    if (wait <= 0) {
                        due = queue.poll();
                    }
                }
            }
            if (due == null) {
                LockSupport.parkNanos(this, wait);
            } else {
                run(due);
            }
        }
    }

    private void run(Entry entry) {
        long next = DONE;
        try {
            next = entry.task.run(entry.due);
        } catch (RuntimeException | Error e) {
            onFailure.uncaughtException(thread, e);
        }
        if (next != DONE) {
            synchronized (queue) {
                entry.due = next;
                queue.add(entry);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        try {
            if (Thread.currentThread() != thread) {
                thread.join(1_000);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
