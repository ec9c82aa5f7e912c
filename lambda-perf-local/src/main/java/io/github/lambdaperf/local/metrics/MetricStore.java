package io.github.lambdaperf.local.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All metrics of the local target: samples by metric, unit and moment, in memory, and in a {@link MetricFile} when there is
 * a directory for it. Nothing expires. Thread-safe.
 */
public final class MetricStore implements AutoCloseable {

    /** The unit of samples that come without one. */
    public static final String NO_UNIT = "None";

    private final Map<MetricId, Map<String, NavigableMap<Long, MetricBucket>>> metrics = new HashMap<>();
    private final MetricFile file;

    private MetricStore(MetricFile file) throws IOException {
        if (file != null) {
            file.read(this::merge);
            file.open();
        }
        this.file = file;
    }

    /** A store that forgets everything when it is closed. */
    public static MetricStore inMemory() {
        try {
            return new MetricStore(null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read or written", e);
        }
    }

    /**
     * A store that keeps its samples in the directory and starts with those found there.
     *
     * @throws IOException when the file cannot be read or holds a line that is no metric
     */
    public static MetricStore in(Path directory) throws IOException {
        return new MetricStore(new MetricFile(directory));
    }

    /**
     * Adds samples.
     *
     * @param unit one of CloudWatch's units
     * @param epochMs when they were taken
     * @param resolution 60, or 1 for one that keeps the second
     * @param samples puts them into what it is given; called more than once
     */
    public synchronized void add(
            MetricId metric, String unit, long epochMs, int resolution, Consumer<MetricBucket> samples) {
        long start = Math.floorDiv(epochMs, 1000L * resolution) * resolution;
        samples.accept(bucket(metric, unit, start));
        if (file != null) {
            file.write(new MetricFile.Place(metric, unit, start), samples);
        }
    }

    /**
     * The samples of one metric minute by minute, for who adds many; it is no metric before it has one.
     *
     * @param unit one of CloudWatch's units
     */
    public Series series(MetricId metric, String unit) {
        return new Series(metric, unit);
    }

    /** Adds samples without looking for their place each time. */
    public final class Series {
        private final MetricId metric;
        private final String unit;
        private MetricFile.Place place;
        private MetricBucket bucket;

        private Series(MetricId metric, String unit) {
            this.metric = metric;
            this.unit = unit;
        }

        /** Adds one sample to the minute of the moment. */
        public void add(long epochMs, double value) {
            long start = Math.floorDiv(epochMs, 60_000L) * 60;
            synchronized (MetricStore.this) {
                if (place == null || place.start() != start) {
                    place = new MetricFile.Place(metric, unit, start);
                    bucket = bucket(metric, unit, start);
                }
                bucket.add(value, 1);
                if (file != null) {
                    file.write(place, samples -> samples.add(value, 1));
                }
            }
        }
    }

    private void merge(MetricFile.Place place, MetricBucket samples) {
        bucket(place.metric(), place.unit(), place.start()).add(samples);
    }

    private MetricBucket bucket(MetricId metric, String unit, long start) {
        return metrics.computeIfAbsent(metric, id -> new TreeMap<>())
                .computeIfAbsent(unit, name -> new TreeMap<>())
                .computeIfAbsent(start, second -> new MetricBucket());
    }

    /** All metrics, by namespace, name and dimensions. */
    public synchronized List<MetricId> metrics() {
        return metrics.keySet().stream().sorted().toList();
    }

    /** The units in which the metric has samples, none for an unknown one. */
    public synchronized List<String> units(MetricId metric) {
        return List.copyOf(metrics.getOrDefault(metric, Map.of()).keySet());
    }

    /**
     * The samples by period.
     *
     * @param unit only samples of that unit; null for all
     * @param from first epoch second; periods are counted from here
     * @param to epoch second after the last one
     * @param period seconds
     * @return the periods with samples, by their first epoch second
     */
    public synchronized NavigableMap<Long, MetricBucket> read(
            MetricId metric, String unit, long from, long to, int period) {
        NavigableMap<Long, MetricBucket> found = new TreeMap<>();
        metrics.getOrDefault(metric, Map.of()).forEach((name, buckets) -> {
            if (from < to && (unit == null || unit.equals(name))) {
                buckets.subMap(from, to).forEach((start, bucket) -> {
                    long place = from + Math.floorDiv(start - from, (long) period) * period;
                    found.computeIfAbsent(place, second -> new MetricBucket()).add(bucket);
                });
            }
        });
        return found;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
