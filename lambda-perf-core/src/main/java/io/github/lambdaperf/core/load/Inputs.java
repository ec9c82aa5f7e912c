package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSource;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.Workload;
import io.github.lambdaperf.core.shard.Shard;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What the iterations of a scenario are fed with: numbers, rows and payloads. Safe for use by several threads. */
class Inputs {
    private static final byte[] NOTHING = new byte[0];

    private final String scenario;
    private final String runId;
    private final Feeder feeder;
    private final PayloadSource payloads;
    private final Shard shard;
    private final AtomicLong sequence = new AtomicLong();

    /** The inputs of the whole load. @param feeder null: none */
    Inputs(String scenario, String runId, Feeder feeder, PayloadSource payloads) {
        this(scenario, runId, feeder, payloads, Shard.WHOLE);
    }

    /**
     * A shard's inputs: its iterations have the numbers that they have in the whole load.
     *
     * @param feeder null: none
     */
    Inputs(String scenario, String runId, Feeder feeder, PayloadSource payloads, Shard shard) {
        this.shard = shard;
        this.scenario = scenario;
        this.runId = runId;
        this.feeder = feeder;
        this.payloads = payloads;
    }

    /**
     * The inputs of a scenario, once their sizes and numbers have been looked at.
     *
     * @throws PerfException where a payload is too large for where it goes, or the rows do not suffice
     */
    static Inputs of(Scenario scenario, LoadPlan plan, Shard shard) {
        PayloadSource payloads = scenario.payload() == null
                ? context -> NOTHING
                : scenario.payload().source(plan.seed(), plan.classes());
        Feeder feeder = scenario.feeder() == null ? null : scenario.feeder().withSeed(plan.seed());
        Inputs inputs = new Inputs(scenario.name(), plan.runId(), feeder, payloads, shard);
        inputs.checkRows(scenario);
        PayloadSizes.check(scenario, inputs);
        return inputs;
    }

    private void checkRows(Scenario scenario) {
        if (feeder == null || feeder.strategy() != Feeder.Strategy.SEQUENTIAL) {
            return;
        }
        long needed = 0;
        for (Workload workload : scenario.workloads()) {
            OptionalLong planned = Executors.plannedIterations(workload.executor());
            needed += planned.orElse(0);
        }
        needed *= scenario.send() instanceof MessageSpec message ? message.batch() : 1;
        if (needed > feeder.size()) {
            throw PerfException.user(scenario.name() + " needs " + needed + " rows, and its feeder has " + feeder.size()
                    + ": add rows, or take 'strategy: circular'");
        }
    }

    /** The same, whose iterations are all the first one: nothing is used up. */
    Inputs standingStill() {
        return new Inputs(scenario, runId, feeder, payloads) {
            @Override
            IterationContext next(int vu, long iteration, boolean scheduled) {
                return beforehand(vu);
            }
        };
    }

    /** The next iteration. @param scheduled whether it comes from an arrival schedule */
    IterationContext next(int vu, long iteration, boolean scheduled) {
        long number = shard.global(sequence.getAndIncrement());
        return context(vu, iteration, number, scheduled);
    }

    /** An iteration that counts nowhere. */
    IterationContext beforehand(int vu) {
        return context(vu, 0, 0, false);
    }

    private IterationContext context(int vu, long iteration, long number, boolean scheduled) {
        return new IterationContext(
                scenario, runId, vu, iteration, System.currentTimeMillis(), number, scheduled, row(number));
    }

    /** The row of an iteration, or of a message of one. */
    Map<String, String> row(long number) {
        return feeder == null ? Map.of() : feeder.row(number);
    }

    PayloadSource payloads() {
        return payloads;
    }
}
