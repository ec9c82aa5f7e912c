package io.github.lambdaperf.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricStoreTest {
    private static final MetricId DURATION = new MetricId("AWS/Lambda", "Duration", Map.of("FunctionName", "orders"));

    @Test
    void aSeriesIsNoMetricBeforeItsFirstSample() throws Exception {
        try (MetricStore store = MetricStore.inMemory()) {
            MetricStore.Series series = store.series(DURATION, "Milliseconds");
            assertThat(store.metrics()).isEmpty();

            series.add(0, 5);

            assertThat(store.metrics()).containsExactly(DURATION);
            assertThat(store.units(DURATION)).containsExactly("Milliseconds");
        }
    }

    /** An invocation that ends in the next minute is stamped with the one in which it began. */
    @Test
    void aSeriesGoesBackAndForthBetweenMinutesAndIsKept(@TempDir Path directory) throws Exception {
        try (MetricStore store = MetricStore.in(directory)) {
            MetricStore.Series series = store.series(DURATION, "Milliseconds");
            series.add(59_999, 1);
            series.add(60_000, 10);
            series.add(0, 2);
            check(store);
        }
        try (MetricStore later = MetricStore.in(directory)) {
            check(later);
        }
    }

    private static void check(MetricStore store) {
        NavigableMap<Long, MetricBucket> minutes = store.read(DURATION, "Milliseconds", 0, 120, 60);

        assertThat(minutes).containsOnlyKeys(0L, 60L);
        assertThat(minutes.get(0L).count()).isEqualTo(2);
        assertThat(minutes.get(0L).sum()).isEqualTo(3);
        assertThat(minutes.get(60L).sum()).isEqualTo(10);
    }
}
