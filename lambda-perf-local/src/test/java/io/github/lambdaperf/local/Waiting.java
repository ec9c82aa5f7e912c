package io.github.lambdaperf.local;

import java.util.function.BooleanSupplier;

/** Waits for what happens in other processes. */
final class Waiting {

    private static final long LIMIT_NANOS = 60_000_000_000L;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("did not come true within a minute");
            }
            Thread.onSpinWait();
        }
    }
}
