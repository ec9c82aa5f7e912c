package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.metrics.MetricBucket;
import io.github.lambdaperf.local.metrics.MetricClock;
import io.github.lambdaperf.local.metrics.MetricId;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.protocol.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** CloudWatch's PutMetricData. */
final class MetricWrites {

    private static final int MOST_DATA = 1000;
    private static final int MOST_VALUES = 150;
    private static final double LARGEST = Math.pow(2, 360);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final MetricStore store;
    private final MetricClock clock;

    MetricWrites(MetricStore store, MetricClock clock) {
        this.store = store;
        this.clock = clock;
    }

    void put(JsonNode input) {
        String namespace = MetricInputs.required(input, "Namespace");
        if (namespace.startsWith("AWS/")) {
            throw MetricInputs.invalid("The value AWS/ for parameter Namespace is invalid.");
        }
        JsonNode data = input.path("MetricData");
        if (data.isEmpty()) {
            throw MetricInputs.missing("MetricData");
        }
        if (data.size() > MOST_DATA) {
            throw MetricInputs.invalid("The collection MetricData must not have a size greater than 1000.");
        }
        // All or nothing: what is wrong is found before anything is stored.
        List<Runnable> changes = new ArrayList<>();
        data.forEach(datum -> changes.add(change(namespace, datum)));
        changes.forEach(Runnable::run);
    }

    private Runnable change(String namespace, JsonNode datum) {
        MetricId metric = MetricInputs.metric(namespace, datum);
        String unit = MetricInputs.unit(datum, MetricStore.NO_UNIT);
        int resolution = MetricInputs.integer(datum, "StorageResolution", 60);
        if (resolution != 1 && resolution != 60) {
            throw MetricInputs.invalid("The parameter StorageResolution must be 1 or 60.");
        }
        Instant now = clock.now();
        Instant time = datum.hasNonNull("Timestamp")
                ? Timestamps.read(datum.path("Timestamp"))
                        .orElseThrow(() -> MetricInputs.invalid("The parameter Timestamp must be a timestamp."))
                : now;
        if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(NEWEST))) {
            throw MetricInputs.invalid(
                    "The parameter Timestamp must specify a time within the past two weeks or the next two hours.");
        }
        Consumer<MetricBucket> samples = samples(datum);
        return () -> store.add(metric, unit, time.toEpochMilli(), resolution, samples);
    }

    private static Consumer<MetricBucket> samples(JsonNode datum) {
        int forms = (datum.hasNonNull("Value") ? 1 : 0)
                + (datum.hasNonNull("StatisticValues") ? 1 : 0)
                + (datum.path("Values").isEmpty() ? 0 : 1);
        if (forms == 0) {
            throw MetricInputs.missing("MetricData.member.1.Value");
        }
        if (forms > 1) {
            throw MetricInputs.combination("A datum has only one of Value, Values and StatisticValues.");
        }
        if (datum.hasNonNull("Value")) {
            double value = finite(datum.path("Value"), "Value");
            return bucket -> bucket.add(value, 1);
        }
        if (datum.hasNonNull("StatisticValues")) {
            return statistics(datum.path("StatisticValues"));
        }
        JsonNode values = datum.path("Values");
        JsonNode counts = datum.path("Counts");
        if (values.size() > MOST_VALUES) {
            throw MetricInputs.invalid("The collection Values must not have a size greater than 150.");
        }
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw MetricInputs.combination("The parameters Values and Counts must have the same size.");
        }
        MetricBucket samples = new MetricBucket();
        for (int i = 0; i < values.size(); i++) {
            double times = counts.isEmpty() ? 1 : finite(counts.get(i), "Counts");
            samples.add(finite(values.get(i), "Values"), times);
        }
        return bucket -> bucket.add(samples);
    }

    private static Consumer<MetricBucket> statistics(JsonNode set) {
        double count = finite(set.path("SampleCount"), "SampleCount");
        double sum = finite(set.path("Sum"), "Sum");
        double minimum = finite(set.path("Minimum"), "Minimum");
        double maximum = finite(set.path("Maximum"), "Maximum");
        if (count < 0 || minimum > maximum) {
            throw MetricInputs.invalid("SampleCount must not be negative, nor Minimum above Maximum.");
        }
        return bucket -> bucket.addStatistics(count, sum, minimum, maximum);
    }

    private static double finite(JsonNode node, String field) {
        double value = MetricInputs.number(node, field);
        if (!(Math.abs(value) <= LARGEST)) {
            throw MetricInputs.invalid("The value " + value + " for parameter " + field
                    + " is invalid; it must be a number from -2^360 to 2^360.");
        }
        return value;
    }
}
