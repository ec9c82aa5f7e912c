package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.MetricType;
import io.github.lambdaperf.core.threshold.Selector;
import io.github.lambdaperf.core.threshold.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * All metrics of one scenario, and the submetrics by tags that its thresholds name. Not thread-safe: the recorder that
 * owns it locks.
 */
public final class ScenarioMetrics {
    /** Aggregations that a record always holds of a trend; k6's summary, and p(99) and p(99.9). */
    private static final List<String> TREND_SUMMARY =
            List.of("avg", "min", "med", "max", "p(90)", "p(95)", "p(99)", "p(99.9)");

    private record Submetric(Selector selector, Sink sink) {}

    private final Map<Metric, Sink> sinks = new EnumMap<>(Metric.class);
    private final Map<Metric, List<Submetric>> submetrics = new EnumMap<>(Metric.class);
    private final Map<String, List<Aggregation>> asked = new TreeMap<>();

    /** @param thresholds whose selectors and aggregations the metrics must be able to answer */
    public ScenarioMetrics(Collection<Threshold> thresholds) {
        for (Metric metric : Metric.values()) {
            sinks.put(metric, Sink.of(metric.type()));
        }
        submetric(Selector.parse(Metric.INVOCATION_DURATION.label() + "{start:cold}"));
        submetric(Selector.parse(Metric.INVOCATION_DURATION.label() + "{start:warm}"));
        for (Threshold threshold : thresholds) {
            if (Metric.named(threshold.selector().metric()).isEmpty()) {
                // the user's own, which only CloudWatch knows
                continue;
            }
            Selector selector = canonical(threshold.selector());
            if (!selector.tags().isEmpty()) {
                submetric(selector);
            }
            List<Aggregation> wanted = asked.computeIfAbsent(selector.label(), key -> new ArrayList<>());
            wanted.add(threshold.aggregation());
            if (threshold.limit().refersToBaseline()) {
                wanted.add(threshold.limit().baseline());
            }
        }
    }

    /** The selector with the metric's own name in the place of another name for it; a metric of the user's has but one. */
    public static Selector canonical(Selector selector) {
        return Metric.named(selector.metric())
                .map(metric -> new Selector(metric.label(), selector.tags()))
                .orElse(selector);
    }

    private void submetric(Selector selector) {
        Metric metric = Metric.named(selector.metric()).orElseThrow();
        List<Submetric> list = submetrics.computeIfAbsent(metric, key -> new ArrayList<>());
        if (list.stream().noneMatch(known -> known.selector.equals(selector))) {
            list.add(new Submetric(selector, Sink.of(metric.type())));
        }
    }

    /** Adds a sample. */
    public void add(Metric metric, double value, Map<String, String> tags) {
        sinks.get(metric).add(value);
        List<Submetric> subs = submetrics.get(metric);
        if (subs != null) {
            for (Submetric sub : subs) {
                if (sub.selector.matches(tags)) {
                    sub.sink.add(value);
                }
            }
        }
    }

    /** What each metric and submetric has taken, by its name. */
    public SortedMap<String, SinkSamples> samples() {
        SortedMap<String, SinkSamples> samples = new TreeMap<>();
        sinks.forEach((metric, sink) -> samples.put(metric.label(), sink.samples()));
        submetrics.values().forEach(list -> list.forEach(sub -> samples.put(sub.selector.label(), sub.sink.samples())));
        return samples;
    }

    /** Adds what the metrics of another generator have taken; one that it does not know is empty there. */
    public void add(SortedMap<String, SinkSamples> others) {
        sinks.forEach((metric, sink) -> add(sink, others.get(metric.label())));
        submetrics.values().forEach(list -> list.forEach(sub -> add(sub.sink, others.get(sub.selector.label()))));
    }

    private static void add(Sink sink, SinkSamples other) {
        if (other != null) {
            sink.add(other);
        }
    }

    /** Number of samples of a metric. */
    public long count(Metric metric) {
        return sinks.get(metric).count();
    }

    /** Histogram of a trend, in thousandths of its unit; the live one, not a copy. */
    public Histogram histogram(Metric metric) {
        return ((Trend) sinks.get(metric)).histogram();
    }

    /** Everything in numbers. @param seconds length of the measurement, for rates of counters */
    public SortedMap<String, MetricRecord> toRecords(double seconds) {
        SortedMap<String, MetricRecord> records = new TreeMap<>();
        sinks.forEach((metric, sink) -> {
            if (applies(metric)) {
                records.put(metric.label(), toRecord(metric, metric.label(), sink, seconds));
            }
        });
        submetrics.forEach((metric, subs) -> subs.forEach(sub -> {
            if (applies(metric)) {
                String name = sub.selector.label();
                records.put(name, toRecord(metric, name, sub.sink, seconds));
            }
        }));
        return records;
    }

    /** A scenario sends messages or invokes; a threshold's metric is there in any case. */
    private boolean applies(Metric metric) {
        boolean messages = sinks.get(Metric.SEND_DURATION).count() > 0;
        boolean foreign = messages ? metric.ofInvocations() : metric.ofMessages();
        return !foreign || asked.keySet().stream().anyMatch(name -> name.startsWith(metric.label()));
    }

    private MetricRecord toRecord(Metric metric, String name, Sink sink, double seconds) {
        SortedMap<String, Double> values = new TreeMap<>();
        List<Aggregation> aggregations = new ArrayList<>(standard(metric.type()));
        aggregations.addAll(asked.getOrDefault(name, List.of()));
        for (Aggregation aggregation : aggregations) {
            sink.value(aggregation, seconds).ifPresent(value -> values.put(aggregation.label(), value));
        }
        return new MetricRecord(metric.type().label(), metric.unit(), metric.source(), sink.count(), values);
    }

    private static List<Aggregation> standard(MetricType type) {
        return switch (type) {
            case TREND -> TREND_SUMMARY.stream().map(Aggregation::parse).toList();
            case COUNTER -> List.of(Aggregation.parse("count"), Aggregation.parse("rate"));
            case RATE -> List.of(Aggregation.parse("rate"));
            case GAUGE -> List.of(Aggregation.parse("value"));
        };
    }
}
