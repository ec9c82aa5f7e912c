package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Sharding;
import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a load must be to be shared out, and when its scenarios start on every shard. */
final class ShardRules {
    /** Between the end of a scenario's last possible answer and the start of the next: records, connections, warm-ups. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private ShardRules() {}

    /** @throws PerfException where a scenario depends on answers that only all shards together have */
    static void check(LoadPlan plan, Shard shard, Instant startAt) {
        if (startAt != null && startAt.isBefore(Instant.now())) {
            throw PerfException.user("nothing was sent: perf.startAt=" + startAt
                    + " has passed; choose an instant that all shards reach");
        }
        if (shard.whole()) {
            return;
        }
        for (Scenario scenario : plan.scenarios()) {
            String why = null;
            if (scenario.send() instanceof MessageSpec) {
                why = "sends messages, and shards would read one another's queues";
            } else if (scenario.provisionedConcurrency() != null) {
                why = "changes the function's provisioned concurrency, which only one may do";
            } else if (scenario.until() != null) {
                why = "ends by its precision, which no shard knows of the whole";
            } else if (scenario.workloads().stream()
                    .anyMatch(workload -> workload.executor() instanceof Executor.Breakpoint)) {
                why = "searches for the breaking point, where each rate depends on all answers to the one before";
            } else if (scenario.workloads().stream()
                    .anyMatch(workload -> workload.executor() instanceof Executor.SharedIterations shared
                            && shared.vus() < shard.count())) {
                why =
                        "shares its iterations among fewer VUs than there are shards, and a shard without a VU would run none"
                                + " of its own";
            } else if (plan.opponent() != null) {
                why = "is run beside an earlier version, pair by pair";
            }
            if (why != null) {
                throw PerfException.user("nothing was sent: scenario " + scenario.name() + " " + why
                        + "; leave it out of shards with -Dperf.scenarios, or run it whole");
            }
        }
    }

    /**
     * When a scenario starts: each has the time that the ones before it may take at most.
     *
     * @param startAt of the first one; null: when it is ready
     * @param gracefulStop of iterations where a workload says nothing
     */
    static Instant start(LoadPlan plan, Scenario scenario, Instant startAt, Duration gracefulStop) {
        if (startAt == null) {
            return null;
        }
        Instant start = startAt;
        List<Scenario> before = plan.scenarios().subList(0, plan.scenarios().indexOf(scenario));
        for (Scenario one : before) {
            Duration longest = Duration.ZERO;
            for (Workload workload : one.workloads()) {
                Duration stop = workload.gracefulStop() != null ? workload.gracefulStop() : gracefulStop;
                Duration end = workload.startTime()
                        .plus(Executors.duration(workload.executor()))
                        .plus(stop);
                longest = end.compareTo(longest) > 0 ? end : longest;
            }
            start = start.plus(longest).plus(PAUSE);
        }
        return start;
    }

    /** Null for the whole load. */
    static Sharding sharding(Shard shard, Instant startAt) {
        return shard.whole() ? null : new Sharding(shard.index(), shard.count(), startAt, List.of());
    }
}
