package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.analyze.InsightsConversation;
import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Follows the messages of a scenario while they are sent and until their end is known, on a thread of its own, so that it
 * delays no send.
 */
public final class DeliveryTracker implements AutoCloseable {
    private static final long PERIOD_MS = 250;
    private static final long MICROS = 1_000_000;
    private static final long METRICS_PERIOD_MS = 5000;
    private static final long LOG_PERIOD_MS = 2000;
    /** Empty queues are believed after so many looks in a row: AWS counts approximately. */
    private static final int QUIET_LOOKS = 3;

    /** Told of each message that the function took, once. */
    public interface Listener {
        /**
         * A message was handled.
         *
         * @param milliseconds from its intended start
         * @param atMicros when, microseconds since 1970
         */
        void delivered(double milliseconds, long atMicros);
    }

    private final Scenario scenario;
    private final SentMessages messages;
    private final Route route;
    private final AwsSession session;
    private final FunctionRecord function;
    private final String stream;
    private final HandledSource handled;
    private final Listener listener;
    private final Outlets outlets;
    private final List<DeliveryRecord.Depth> depths = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private Thread thread;
    private long startMicros;
    private long nextDepth;
    private QueueDepth last = new QueueDepth(0, 0);
    private int quiet;
    private long invocations;
    private boolean outletsFailed;

    /**
     * A tracker of one scenario's messages.
     *
     * @param stream of the marks that the messages carry
     * @param local whether the endpoint is the local target, which tells what was handled
     */
    public DeliveryTracker(
            Scenario scenario,
            SentMessages messages,
            Route route,
            AwsSession session,
            FunctionRecord function,
            String stream,
            boolean local,
            Listener listener) {
        this.scenario = scenario;
        this.messages = messages;
        this.route = route;
        this.session = session;
        this.function = function;
        this.stream = stream;
        this.handled = local ? new LocalHandled(route.endpoint(), stream) : null;
        this.listener = listener;
        this.outlets = new Outlets(session.sqs(), route, messages, stream, Duration.ofMinutes(10));
    }

    /** Starts to follow. @param startMicros of the scenario, microseconds since 1970 */
    public void start(long startMicros) {
        this.startMicros = startMicros;
        thread = new Thread(this::follow, "lambda-perf-delivery");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            while (!stop.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nowMicros() {
        var now = Instant.now();
        return now.getEpochSecond() * MICROS + now.getNano() / 1000;
    }

    private synchronized void look() {
        if (handled != null) {
            handled.next().forEach(this::note);
        }
        long now = nowMicros();
        if (now >= nextDepth) {
            nextDepth = now + MICROS;
            depth(now);
        }
    }

    private void note(HandledSource.Handled entry) {
        invocations += entry.invocations();
        if (!entry.success()) {
            messages.failed(entry.number(), entry.attempts(), entry.givenUp());
            return;
        }
        long due = messages.handled(entry.number(), entry.attempts());
        if (due >= 0) {
            listener.delivered(Math.max(0, entry.atMicros() - due) / 1000.0, entry.atMicros());
        }
    }

    private void depth(long now) {
        try {
            last = route.queueUrl() == null
                    ? new QueueDepth(Math.max(0, messages.sent() - messages.ended()), 0)
                    : QueueDepth.of(session.sqs(), route.queueUrl());
            quiet = last.all() == 0 ? quiet + 1 : 0;
        } catch (SdkException e) {
            note("the queue could not be asked: " + e.getMessage());
        }
        long oldest = handled == null ? -1 : messages.oldestOpenMicros();
        int second = (int) Math.max(0, (now - startMicros) / MICROS);
        depths.add(new DeliveryRecord.Depth(
                second, last.waiting(), last.received(), oldest < 0 ? 0 : Math.max(0, now - oldest) / 1000.0));
    }

    private void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /**
     * Waits until the end of every message is known, or the deadline, and counts.
     *
     * @param drain how long to wait at most
     * @param stopped asked now and then; true ends the wait
     */
    public DeliveryRecord finish(Duration drain, BooleanSupplier stopped) throws InterruptedException {
        stop.countDown();
        thread.join();
        long begin = System.nanoTime();
        boolean drained = false;
        do {
            look();
            readOutlets();
            drained = handled == null ? emptied() : messages.ended() >= messages.sent();
        } while (!drained && !stopped.getAsBoolean() && System.nanoTime() - begin < drain.toNanos() && !pause());
        if (drained && handled != null) {
            // A message that ended between the two looks was seen in one of the two places only.
            look();
            readOutlets();
        }
        if (!drained) {
            nextDepth = 0;
            look();
        }
        if (outlets.truncated()) {
            note("more messages ended in the dead-letter queue than were read");
        }
        Told told = handled != null ? Told.byAccount(handled.name(), invocations) : told(begin, drain, stopped);
        long drainMs = (System.nanoTime() - begin) / 1_000_000;
        return new Reconciliation(scenario, messages, route, told, last).record(drained, drainMs, depths, notes);
    }

    private Told told(long begin, Duration drain, BooleanSupplier stopped) throws InterruptedException {
        Long succeeded = succeeded(begin, drain, stopped);
        return new Told(null, null, readLog(begin, drain, stopped), succeeded);
    }

    /**
     * The messages that the function's log tells of, each with its end-to-end latency. Where it tells of some, the others
     * are waited for as long as more come, since a log arrives after what it tells of.
     */
    private long readLog(long begin, Duration drain, BooleanSupplier stopped) throws InterruptedException {
        Instant from = Instant.ofEpochMilli(startMicros / 1000);
        InsightsConversation conversation = new InsightsConversation(session.logs(), WaitClock.SYSTEM);
        FunctionLog log = new FunctionLog(conversation, function.logGroup(), stream);
        long expected = messages.sent() - messages.ended();
        List<FunctionLog.Seen> seen = log.read(from, Instant.now().plusSeconds(1), messages.made(), this::note);
        int unchanged = 0;
        while (!seen.isEmpty()
                && seen.size() < expected
                && unchanged < QUIET_LOOKS
                && !stopped.getAsBoolean()
                && System.nanoTime() - begin < drain.toNanos()) {
            Thread.sleep(LOG_PERIOD_MS);
            int before = seen.size();
            seen = log.read(from, Instant.now().plusSeconds(1), messages.made(), this::note);
            unchanged = seen.size() > before ? 0 : unchanged + 1;
        }
        for (FunctionLog.Seen message : seen) {
            long due = messages.dueMicros(message.number());
            if (due >= 0) {
                messages.failed(message.number(), message.times(), false);
                listener.delivered(Math.max(0, message.firstMs() - due / 1000.0), message.firstMs() * 1000);
            }
        }
        return seen.size();
    }

    /** Where no queue can be asked, CloudWatch counts; its metrics are waited for as long as the messages. */
    private Long succeeded(long begin, Duration drain, BooleanSupplier stopped) throws InterruptedException {
        if (route.queueUrl() != null) {
            return null;
        }
        Instant from = Instant.ofEpochMilli(startMicros / 1000);
        InvocationCounts counts = new InvocationCounts(session.cloudWatch(), function);
        try {
            long found = counts.succeeded(from, Instant.now());
            while (found < messages.sent() - messages.ended()
                    && !stopped.getAsBoolean()
                    && System.nanoTime() - begin < drain.toNanos()) {
                Thread.sleep(METRICS_PERIOD_MS);
                found = counts.succeeded(from, Instant.now());
            }
            return found;
        } catch (SdkException e) {
            note("CloudWatch did not say how many invocations succeeded: " + e.getMessage());
            return null;
        }
    }

    /** A handled source tells when a message has ended; without one the queue does, or nobody: then metrics are asked. */
    private boolean emptied() {
        return route.queueUrl() == null || quiet >= QUIET_LOOKS;
    }

    private boolean pause() throws InterruptedException {
        Thread.sleep(PERIOD_MS);
        return false;
    }

    private void readOutlets() {
        if (outletsFailed) {
            return;
        }
        try {
            outlets.read();
        } catch (SdkException e) {
            outletsFailed = true;
            note("the dead-letter queue could not be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        stop.countDown();
        outlets.close();
    }
}
