package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.SlowInvocation;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few slowest invocations. Not thread-safe: the recorder that owns it locks. */
final class SlowestInvocations {
    private static final int KEPT = 10;

    private final PriorityQueue<SlowInvocation> slowest =
            new PriorityQueue<>(Comparator.comparingDouble(SlowInvocation::durationMs));

    /** True where one of this duration would be among them. */
    boolean wants(double durationMs) {
        return slowest.size() < KEPT || slowest.peek().durationMs() < durationMs;
    }

    void add(SlowInvocation invocation) {
        slowest.add(invocation);
        if (slowest.size() > KEPT) {
            slowest.poll();
        }
    }

    /** Slowest first. */
    List<SlowInvocation> records() {
        return slowest.stream()
                .sorted(Comparator.comparingDouble(SlowInvocation::durationMs).reversed())
                .toList();
    }
}
