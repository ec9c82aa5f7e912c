package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.ReportParser;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Invocations before the measurement, after which environments and connections are warm. They count in nothing but the
 * bill.
 */
final class WarmUp {
    private static final long LOOK_MS = 100;

    private final Inputs inputs;
    private final Shard shard;
    private final Duration longest;
    private final int invocations;
    private final boolean wantsTail;
    private long reports;
    private double billedMs;
    private volatile boolean broken;

    /** @param longest that answers are waited for */
    WarmUp(Scenario scenario, Inputs inputs, Shard shard, Duration longest) {
        this.inputs = inputs;
        this.shard = shard;
        this.longest = longest;
        this.invocations = (int) shard.share(scenario.warmup());
        this.wantsTail = scenario.send() instanceof InvokeSpec invoke && invoke.logTail() > 0;
    }

    /** Invokes one version, all at once, and waits for the answers. @param stopped where the run is being ended */
    void run(FunctionInvoker version, BooleanSupplier stopped) throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(invocations);
        for (int i = 0; i < invocations; i++) {
            IterationContext context = inputs.beforehand((int) shard.global(i) + 1);
            byte[] payload = inputs.payloads().payload(context);
            version.invoke(new InvokeRequest(payload, wantsTail, context), response -> {
                bill(response);
                // the other answers may be lost with it, and the load tells why
                broken |= response.outcome() == InvokeOutcome.GENERATOR_ERROR;
                answers.countDown();
            });
        }
        long deadline = System.nanoTime() + longest.toNanos();
        while (!stopped.getAsBoolean()
                && !broken
                && System.nanoTime() < deadline
                && !answers.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
            continue;
        }
    }

    private void bill(InvokeResponse response) {
        if (response.logTail() != null) {
            ReportParser.lastReport(response.logTail(), response.requestId())
                    .ifPresent(report -> report.billedMs().ifPresent(this::add));
        }
    }

    private synchronized void add(double ms) {
        reports++;
        billedMs += ms;
    }

    /** What is known so far of its bill. */
    synchronized Billed billed() {
        return Billed.beforehand(reports, billedMs);
    }
}
