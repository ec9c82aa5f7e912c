package io.github.lambdaperf.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricBucketTest {

    private final MetricBucket bucket = new MetricBucket();

    @Test
    void fewValuesAreKeptAsTheyAre() {
        bucket.add(1234.5678, 1);
        bucket.add(0.0001, 2);

        assertThat(bucket.values()).containsOnlyKeys(0.0001, 1234.5678).containsEntry(0.0001, 2.0);
    }

    @Test
    void manyValuesAreKeptToThreeDigits() {
        IntStream.rangeClosed(1, MetricBucket.EXACT_VALUES).forEach(i -> bucket.add(2_000_000 + i * 1e-4, 1));
        assertThat(bucket.values()).hasSize(MetricBucket.EXACT_VALUES);

        for (double value : new double[] {123_456, 1.0049, 1.0051, 9.996, 0.0012345, -98.76, 0, 1e-300, 1.234e20}) {
            bucket.add(value, 1);
        }

        assertThat(bucket.values())
                .containsOnlyKeys(-98.8, 0.0, 1e-300, 0.00123, 1.0, 1.01, 10.0, 123_000.0, 2_000_000.0, 1.23e20);
        assertThat(bucket.values()).containsEntry(2_000_000.0, (double) MetricBucket.EXACT_VALUES);
        assertThat(bucket.count()).isEqualTo(MetricBucket.EXACT_VALUES + 9);
    }
}
