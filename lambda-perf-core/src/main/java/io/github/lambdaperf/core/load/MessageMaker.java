package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.delivery.Mark;
import io.github.lambdaperf.core.delivery.SentMessages;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.OutgoingMessage;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSource;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import io.github.lambdaperf.core.scenario.FailureSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the messages of each iteration, the failing ones among them. Safe for use by several threads. */
final class MessageMaker {
    /** Sets the choice of failures apart from other draws of chance. */
    private static final long KINDS = 0x5DEE_CE66_D1CE_4E5BL;

    private final int batch;
    private final Inputs inputs;
    private final List<PayloadSource> failures = new ArrayList<>();
    private final double[] bounds;
    private final long seed;
    private final SentMessages messages;
    private final long wallMinusNanos;
    private final String stream;

    /**
     * A maker of one scenario's messages.
     *
     * @param inputs of the messages that do not fail
     * @param stream of the marks that they carry
     */
    MessageMaker(Scenario scenario, Inputs inputs, long seed, SentMessages messages, String stream) {
        this.stream = stream;
        this.batch = ((MessageSpec) scenario.send()).batch();
        this.inputs = inputs;
        this.seed = seed;
        this.messages = messages;
        this.bounds = new double[scenario.failures().size()];
        double sum = 0;
        for (int i = 0; i < bounds.length; i++) {
            FailureSpec failure = scenario.failures().get(i);
            sum += failure.share();
            bounds[i] = sum;
            failures.add(source(failure, seed));
        }
        Instant now = Instant.now();
        this.wallMinusNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    private static PayloadSource source(FailureSpec failure, long seed) {
        if (failure.payload() != null) {
            return PayloadTemplate.compile(failure.payload()).withSeed(seed);
        }
        byte[] body = failure.body().getBytes(StandardCharsets.UTF_8);
        return context -> body;
    }

    SentMessages messages() {
        return messages;
    }

    /** Microseconds since 1970 of an instant of {@link System#nanoTime}. */
    long micros(long nanos) {
        return (nanos + wallMinusNanos) / 1000;
    }

    /** The instant of {@link System#nanoTime} of microseconds since 1970. */
    long nanos(long micros) {
        return micros * 1000 - wallMinusNanos;
    }

    /**
     * The send of one iteration. In a batch each message counts on: the third of iteration 4 in batches of ten is number
     * 42 to its templates.
     */
    InvokeRequest next(IterationContext context, long dueNanos) {
        List<OutgoingMessage> list = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            IterationContext own =
                    batch == 1 ? context : context.message(batch, i, inputs.row(context.sequence() * batch + i));
            int kind = kind(own);
            byte[] body = (kind < 0 ? inputs.payloads() : failures.get(kind)).payload(own);
            long number = messages.add(kind, micros(dueNanos));
            list.add(new OutgoingMessage(new Mark(stream, number).text(), number, body, own));
        }
        return InvokeRequest.of(list);
    }

    /** Depends on the seed, the VU and the iteration alone, so that a run can be repeated. */
    private int kind(IterationContext context) {
        if (bounds.length == 0) {
            return -1;
        }
        double draw = new SplittableRandom(context.stream(seed) ^ KINDS).nextDouble();
        for (int i = 0; i < bounds.length; i++) {
            if (draw < bounds[i]) {
                return i;
            }
        }
        return -1;
    }
}
