package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.HttpTimings;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.metric.Population;
import io.github.lambdaperf.core.metric.ScenarioMetrics;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.SlowInvocation;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import io.github.lambdaperf.core.threshold.Threshold;
import io.github.lambdaperf.core.trace.TraceIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;

/** Takes everything that is measured of one scenario, from any thread; its memory does not grow with the requests. */
final class ScenarioRecorder {
    private final ScenarioMetrics metrics;
    private final CheckTally checks;
    private final Timeline timeline;
    private final long startNanos;
    private final Instant start;
    private final Distributions distributions = new Distributions();
    private final ErrorKinds errorKinds = new ErrorKinds();
    private final LoggedErrors loggedErrors = new LoggedErrors();
    private final SlowestInvocations slowest = new SlowestInvocations();
    private long lastCompleted;
    private boolean closed;
    private ScenarioMetrics windowMetrics;
    private long windowFrom;
    private long windowTo;
    private boolean inWindow;

    ScenarioRecorder(Collection<Threshold> thresholds, List<String> checkNames, long startNanos, Instant start) {
        this.metrics = new ScenarioMetrics(thresholds);
        this.checks = new CheckTally(checkNames);
        this.timeline = new Timeline(startNanos);
        this.startNanos = startNanos;
        this.start = start;
        this.lastCompleted = startNanos;
    }

    /** From now on what is due between these instants is counted a second time, by itself. */
    synchronized void openWindow(Collection<Threshold> thresholds, long fromNanos, long toNanos) {
        windowMetrics = new ScenarioMetrics(thresholds);
        windowFrom = fromNanos;
        windowTo = toNanos;
    }

    /** What was due in the window, in numbers. @param seconds its length */
    synchronized SortedMap<String, MetricRecord> closeWindow(double seconds) {
        SortedMap<String, MetricRecord> records = windowMetrics.toRecords(seconds);
        windowMetrics = null;
        return records;
    }

    private void put(Metric metric, double value, Map<String, String> tags) {
        metrics.add(metric, value, tags);
        if (inWindow) {
            windowMetrics.add(metric, value, tags);
        }
    }

    /** Takes no lock that a look at the figures holds. @param count of the invocation, 1, or of the messages of a send */
    void started(long nanos, int count, int inFlight) {
        timeline.started(nanos, count, inFlight);
    }

    synchronized void dropped(long nanos, Map<String, String> tags) {
        inWindow = windowMetrics != null && nanos >= windowFrom && nanos < windowTo;
        put(Metric.DROPPED_ITERATIONS, 1, tags);
        inWindow = false;
        timeline.dropped(nanos);
    }

    synchronized void cut(Map<String, String> tags) {
        if (!closed) {
            put(Metric.UNFINISHED_ITERATIONS, 1, tags);
        }
    }

    synchronized void gauge(Metric metric, double value) {
        put(metric, value, Map.of());
    }

    synchronized void add(Sample sample) {
        if (closed) {
            return;
        }
        inWindow = windowMetrics != null && sample.due() >= windowFrom && sample.due() < windowTo;
        if (sample.messages() > 0) {
            addSend(sample);
        } else {
            addInvocation(sample);
        }
        inWindow = false;
    }

    private void addInvocation(Sample sample) {
        InvokeResponse response = sample.response();
        Map<String, String> tags = sample.tags();
        double duration = sample.durationMs();
        double service = (response.completedNanos() - response.sentNanos()) / 1e6;
        boolean throttled = response.outcome() == InvokeOutcome.THROTTLED;
        boolean failed = response.outcome() != InvokeOutcome.SUCCESS && !throttled;
        boolean checksHold = addChecks(sample.checks(), tags);
        lastCompleted = Math.max(lastCompleted, response.completedNanos());

        put(Metric.INVOCATION_DURATION, duration, tags);
        put(Metric.INVOCATION_SERVICE_TIME, service, tags);
        addHttp(response.timings(), service, tags);
        put(Metric.HTTP_REQ_FAILED, response.status() == 0 || response.status() >= 400 ? 1 : 0, tags);
        put(Metric.ITERATION_DURATION, (response.completedNanos() - sample.started()) / 1e6, tags);
        put(Metric.INVOCATIONS, 1, tags);
        put(Metric.ITERATIONS, 1, tags);
        put(Metric.INVOCATION_SUCCESS, !failed && !throttled && checksHold ? 1 : 0, tags);
        if (sample.scheduled()) {
            put(Metric.SEND_LAG, Math.max(0, (response.sentNanos() - sample.due()) / 1e6), tags);
        }
        if (failed) {
            put(Metric.INVOCATION_ERRORS, 1, tags);
        }
        if (throttled) {
            put(Metric.THROTTLES, 1, tags);
        }
        distributions.ended(failed, throttled);
        if (failed || throttled) {
            errorKinds.add(response, sample.mask());
        }
        if (response.logTail() != null) {
            loggedErrors.add(response.logTail(), sample.mask());
        }
        boolean coldStart = sample.report() != null && sample.report().coldStart();
        if (sample.report() != null) {
            addReport(sample.report(), tags);
            distributions.reported(sample.report(), duration, !failed && !throttled);
        } else {
            distributions.unreported(duration, !failed && !throttled);
        }
        timeline.completed(response.completedNanos(), duration, failed, throttled, coldStart);
        addSlow(sample, duration);
    }

    /** A send is no invocation: what the function does is told by {@link #delivered}. */
    private void addSend(Sample sample) {
        InvokeResponse response = sample.response();
        Map<String, String> tags = sample.tags();
        double service = (response.completedNanos() - response.sentNanos()) / 1e6;
        boolean throttled = response.outcome() == InvokeOutcome.THROTTLED;
        boolean failed = response.outcome() != InvokeOutcome.SUCCESS && !throttled;
        boolean checksHold = addChecks(sample.checks(), tags);
        lastCompleted = Math.max(lastCompleted, response.completedNanos());
        put(Metric.SEND_DURATION, sample.durationMs(), tags);
        put(Metric.SEND_SUCCESS, !failed && !throttled && checksHold ? 1 : 0, tags);
        put(Metric.MESSAGES_SENT, response.messages(), tags);
        addHttp(response.timings(), service, tags);
        put(Metric.HTTP_REQ_FAILED, response.status() == 0 || response.status() >= 400 ? 1 : 0, tags);
        put(Metric.ITERATION_DURATION, (response.completedNanos() - sample.started()) / 1e6, tags);
        put(Metric.ITERATIONS, 1, tags);
        if (sample.scheduled()) {
            put(Metric.SEND_LAG, Math.max(0, (response.sentNanos() - sample.due()) / 1e6), tags);
        }
        distributions.ended(failed, throttled);
        if (failed || throttled) {
            errorKinds.add(response, sample.mask());
            timeline.failed(response.completedNanos(), throttled);
        }
    }

    /** The function has handled a message. @param nanos {@link System#nanoTime} when */
    synchronized void delivered(double durationMs, long nanos) {
        put(Metric.END_TO_END_DURATION, durationMs, Map.of());
        distributions.unreported(durationMs, true);
        timeline.completed(nanos, durationMs, false, false, false);
    }

    /** The reconciliation, in metrics. */
    synchronized void delivery(DeliveryRecord delivery) {
        put(Metric.MESSAGES_DELIVERED, delivery.delivered(), Map.of());
        put(Metric.MESSAGES_IN_FLIGHT, delivery.inFlight(), Map.of());
        put(Metric.MESSAGES_DEAD_LETTERED, delivery.deadLettered(), Map.of());
        put(Metric.MESSAGES_LOST, delivery.lost(), Map.of());
        put(Metric.MESSAGES_DUPLICATED, delivery.duplicates(), Map.of());
        put(Metric.MESSAGE_RETRIES, delivery.retries(), Map.of());
    }

    private void addHttp(HttpTimings timings, double service, Map<String, String> tags) {
        put(Metric.HTTP_REQS, 1, tags);
        put(Metric.HTTP_REQ_DURATION, timings == null ? service : timings.duration(), tags);
        if (timings != null) {
            put(Metric.HTTP_REQ_BLOCKED, timings.blocked(), tags);
            put(Metric.HTTP_REQ_CONNECTING, timings.connecting(), tags);
            put(Metric.HTTP_REQ_TLS_HANDSHAKING, timings.tlsHandshaking(), tags);
            put(Metric.HTTP_REQ_SENDING, timings.sending(), tags);
            put(Metric.HTTP_REQ_WAITING, timings.waiting(), tags);
            put(Metric.HTTP_REQ_RECEIVING, timings.receiving(), tags);
        }
    }

    private boolean addChecks(boolean[] held, Map<String, String> tags) {
        for (boolean holds : held) {
            put(Metric.CHECKS, holds ? 1 : 0, tags);
        }
        return checks.add(held);
    }

    private void addReport(InvocationReport report, Map<String, String> tags) {
        put(Metric.SERVER_DURATION, report.durationMs(), tags);
        report.billedMs().ifPresent(ms -> put(Metric.BILLED_DURATION, ms, tags));
        report.initMs().ifPresent(ms -> put(Metric.INIT_DURATION, ms, tags));
        report.restoreMs().ifPresent(ms -> put(Metric.RESTORE_DURATION, ms, tags));
        report.maxMemoryMb().ifPresent(mb -> put(Metric.MAX_MEMORY_USED, mb, tags));
        if (report.coldStart()) {
            put(Metric.COLD_STARTS, 1, tags);
        }
    }

    private void addSlow(Sample sample, double duration) {
        if (!slowest.wants(duration)) {
            return;
        }
        InvocationReport report = sample.report();
        Double initMs = null;
        if (report != null && report.coldStart()) {
            initMs = report.initMs().orElseGet(() -> report.restoreMs().orElse(0));
        }
        slowest.add(new SlowInvocation(
                start.plusNanos(sample.due() - startNanos),
                duration,
                report == null ? null : report.durationMs(),
                initMs,
                sample.response().requestId(),
                TraceIds.sampled(sample.response().traceId())));
    }

    /** Nothing that comes later counts. @param unfinished iterations cut off by the end */
    synchronized void close(int unfinished) {
        for (int i = 0; i < unfinished; i++) {
            cut(Map.of());
        }
        closed = true;
    }

    /** A percentile of the warm invocations, or of all where nothing tells; null where there is none yet. */
    synchronized JudgedMetric judged(double percentile) {
        return distributions.judged(percentile);
    }

    /** Figures for the progress line. */
    synchronized LoadProgress.Figures figures() {
        return new LoadProgress.Figures(
                metrics.count(Metric.ITERATIONS),
                distributions.all().histogram().getValueAtPercentile(50) / Population.UNITS_PER_MS,
                distributions.all().histogram().getValueAtPercentile(95) / Population.UNITS_PER_MS,
                (long) distributions.errors().sum(),
                (long) distributions.throttles().sum(),
                metrics.count(Metric.COLD_STARTS),
                metrics.count(Metric.DROPPED_ITERATIONS),
                distributions.billed().sum(),
                distributions.billed().count());
    }

    /** All metrics in numbers. @param seconds length of the measurement */
    synchronized SortedMap<String, MetricRecord> metricRecords(double seconds) {
        return metrics.toRecords(seconds);
    }

    synchronized List<CheckRecord> checkRecords() {
        return checks.records();
    }

    synchronized List<ErrorRecord> errorRecords() {
        return errorKinds.records();
    }

    /** Errors in the log tails. */
    synchronized List<LoggedError> loggedErrors() {
        return loggedErrors.list();
    }

    synchronized List<SlowInvocation> slowestRecords() {
        return slowest.records();
    }

    synchronized List<TimelinePoint> timelinePoints(DoubleUnaryOperator wantedRate) {
        return timeline.toPoints(wantedRate);
    }

    /** The distributions of the populations, in the run's directory. */
    synchronized void writeHistograms(RunDirectory directory, String scenario) {
        long begin = start.toEpochMilli();
        distributions.writeHistograms(directory, scenario, begin, begin + Math.round(seconds() * 1000));
    }

    /** From now on what shards need to be added up is kept, seconds included; before the first sample. */
    synchronized void keepSamples() {
        timeline.keepHistograms();
    }

    /**
     * What was measured, to be added up with that of other shards.
     *
     * @param wantedRate iterations per second by seconds from the start
     */
    synchronized ScenarioSamples samples(DoubleUnaryOperator wantedRate, long bytesSent, long bytesReceived) {
        return new ScenarioSamples(
                ScenarioSamples.SCHEMA,
                start,
                seconds(),
                distributions.maxMemoryMb(),
                bytesSent,
                bytesReceived,
                metrics.samples(),
                distributions.samples(),
                timeline.samples(wantedRate));
    }

    /**
     * Adds what a shard measured.
     *
     * @param record of the scenario on the shard
     * @param groups by population or sum, the number of blocks to make; no more than any shard has that has one
     */
    synchronized void absorb(ScenarioRecord record, ScenarioSamples samples, Map<String, Integer> groups) {
        metrics.add(samples.metrics());
        distributions.absorb(samples.blocks(), samples.maxMemoryMb(), groups);
        checks.add(record.checks());
        errorKinds.add(record.errors());
        record.slowest().stream()
                .filter(slow -> slowest.wants(slow.durationMs()))
                .forEach(slowest::add);
        long offset = Duration.between(start, samples.start()).toNanos();
        lastCompleted = Math.max(lastCompleted, startNanos + offset + Math.round(samples.seconds() * 1e9));
        timeline.absorb(samples.timeline(), offset);
    }

    /** The seconds of shards, with the rates that they were asked for. */
    synchronized List<TimelinePoint> timelinePoints() {
        return timeline.toPoints(timeline::wantedRate);
    }

    /** Lateness of sends in microseconds. */
    Histogram lag() {
        return metrics.histogram(Metric.SEND_LAG);
    }

    /** Seconds from the start to the last answer. */
    synchronized double seconds() {
        return (lastCompleted - startNanos) / 1e9;
    }

    /** What verdicts compare; once all is recorded. */
    Distributions distributions() {
        return distributions;
    }

    /** Server's figures for a comparison of sizes, cold and warm apart. */
    synchronized ServerFigures serverFigures() {
        return distributions.serverFigures();
    }

    Instant start() {
        return start;
    }
}
