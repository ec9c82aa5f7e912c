package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.metric.EncodedHistogram;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;

/** What happened in each second. Not thread-safe: the recorder that owns it locks. */
final class Timeline {
    private static final class Second {
        /** Of other generators, as is what was in flight. */
        private long started;

        private long completed;
        private int inFlight;
        private double p50 = Double.NaN;
        private double p95 = Double.NaN;
        private long errors;
        private long throttles;
        private long coldStarts;
        private long dropped;
        private byte[] durations;
        private Histogram merged;
        private double wantedRate = Double.NaN;
    }

    private final List<Second> seconds = new ArrayList<>();
    private final Starts starts = new Starts();
    private final Histogram durations = new Histogram(3);
    private final long startNanos;
    private int current;
    private boolean keeping;

    Timeline(long startNanos) {
        this.startNanos = startNanos;
    }

    /** From now on the distribution of each second is kept, to be added to those of other generators. */
    void keepHistograms() {
        keeping = true;
    }

    private int index(long nanos) {
        return (int) Math.max(0, (nanos - startNanos) / 1_000_000_000L);
    }

    private Second at(long nanos) {
        return second(index(nanos));
    }

    private Second second(int index) {
        while (seconds.size() <= index) {
            seconds.add(new Second());
        }
        return seconds.get(index);
    }

    /** From any thread, without the recorder's lock. @param count of the invocation, 1, or of the messages of a send */
    void started(long nanos, int count, int inFlight) {
        starts.add(index(nanos), count, inFlight);
    }

    void dropped(long nanos) {
        at(nanos).dropped++;
    }

    void completed(long nanos, double ms, boolean error, boolean throttle, boolean cold) {
        Second second = at(nanos);
        int index = index(nanos);
        if (index > current) {
            close();
            current = index;
        }
        durations.recordValue(Math.max(0, Math.round(ms * 1000)));
        second.completed++;
        if (error) {
            second.errors++;
        }
        if (throttle) {
            second.throttles++;
        }
        if (cold) {
            second.coldStarts++;
        }
    }

    /** A send that was not taken. */
    void failed(long nanos, boolean throttle) {
        Second second = at(nanos);
        if (throttle) {
            second.throttles++;
        } else {
            second.errors++;
        }
    }

    private void close() {
        if (durations.getTotalCount() > 0 && current < seconds.size()) {
            Second second = seconds.get(current);
            second.p50 = durations.getValueAtPercentile(50) / 1000.0;
            second.p95 = durations.getValueAtPercentile(95) / 1000.0;
            if (keeping) {
                second.durations = EncodedHistogram.encode(durations);
            }
        }
        durations.reset();
    }

    private void reachTheLastStart() {
        if (starts.size() > 0) {
            second(starts.size() - 1);
        }
    }

    /** The seconds, to be added to those of other generators. */
    List<ScenarioSamples.Second> samples(DoubleUnaryOperator wantedRate) {
        close();
        reachTheLastStart();
        List<ScenarioSamples.Second> samples = new ArrayList<>(seconds.size());
        for (int i = 0; i < seconds.size(); i++) {
            Second second = seconds.get(i);
            double rate = wantedRate.applyAsDouble(i + 0.5);
            samples.add(new ScenarioSamples.Second(
                    Double.isNaN(rate) ? null : rate,
                    second.started + starts.count(i),
                    second.completed,
                    second.inFlight + starts.inFlight(i),
                    second.errors,
                    second.throttles,
                    second.coldStarts,
                    second.dropped,
                    second.durations));
        }
        return samples;
    }

    /** Adds another generator's seconds. @param offset of its start from this one's, in nanoseconds */
    void absorb(List<ScenarioSamples.Second> others, long offset) {
        int shift = (int) Math.round(offset / 1e9);
        for (int i = 0; i < others.size(); i++) {
            ScenarioSamples.Second other = others.get(i);
            Second second = at(startNanos + (i + shift) * 1_000_000_000L);
            second.started += other.started();
            second.completed += other.completed();
            second.inFlight += other.inFlight();
            second.errors += other.errors();
            second.throttles += other.throttles();
            second.coldStarts += other.coldStarts();
            second.dropped += other.dropped();
            if (other.wantedRate() != null) {
                second.wantedRate = other.wantedRate() + (Double.isNaN(second.wantedRate) ? 0 : second.wantedRate);
            }
            if (other.durations() != null) {
                Histogram histogram = EncodedHistogram.decode(other.durations());
                if (second.merged == null) {
                    second.merged = histogram;
                } else {
                    second.merged.add(histogram);
                }
                second.p50 = second.merged.getValueAtPercentile(50) / 1000.0;
                second.p95 = second.merged.getValueAtPercentile(95) / 1000.0;
            }
        }
    }

    /** Iterations per second that shards together asked for. */
    double wantedRate(double seconds) {
        int index = (int) seconds;
        return index < this.seconds.size() ? this.seconds.get(index).wantedRate : Double.NaN;
    }

    /** @param wantedRate iterations per second by seconds from the start */
    List<TimelinePoint> toPoints(DoubleUnaryOperator wantedRate) {
        close();
        reachTheLastStart();
        List<TimelinePoint> points = new ArrayList<>(seconds.size());
        for (int i = 0; i < seconds.size(); i++) {
            Second second = seconds.get(i);
            points.add(new TimelinePoint(
                    i,
                    wantedRate.applyAsDouble(i + 0.5),
                    second.started + starts.count(i),
                    second.completed,
                    second.inFlight + starts.inFlight(i),
                    second.p50,
                    second.p95,
                    second.errors,
                    second.throttles,
                    second.coldStarts,
                    second.dropped));
        }
        return points;
    }
}
