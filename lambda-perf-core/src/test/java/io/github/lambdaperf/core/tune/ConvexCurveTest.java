package io.github.lambdaperf.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConvexCurveTest {
    private final ConvexCurve curve = new ConvexCurve(new TreeMap<>(
            Map.of(100, new Interval(10, 9, 11), 200, new Interval(6, 5.5, 6.5), 400, new Interval(7, 6.5, 7.5))));

    @Test
    void boundsByTheLineThroughTwoPointsOnOneSide() {
        // 6 - 4 / 100 * 100; half widths of 2 * 6 (1) and 1 * 10 (1)
        assertThat(curve.bound(300).value()).isCloseTo(2, within(1e-9));
        assertThat(curve.bound(300).low()).isCloseTo(2 - Math.sqrt(2), within(1e-9));
        // from the right: 6 - 1 / 200 * 50
        assertThat(curve.bound(150).value()).isCloseTo(5.75, within(1e-9));
        // beyond both ends
        assertThat(curve.bound(500).value()).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void knowsNothingFromOnePoint() {
        ConvexCurve one = new ConvexCurve(new TreeMap<>(Map.of(100, Interval.exact(1), 300, Interval.exact(2))));

        assertThat(one.bound(200).value()).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
