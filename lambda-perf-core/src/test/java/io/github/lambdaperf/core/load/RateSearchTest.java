package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static List<Double> tried(RateSearch search, double capacity) {
        List<Double> tried = new ArrayList<>();
        while (!Double.isNaN(search.next())) {
            tried.add(search.next());
            search.tried(search.next() <= capacity);
        }
        return tried;
    }

    @Test
    void risesUntilARateBreaksThenHalvesWhatIsBetween() {
        RateSearch search = new RateSearch(10, 1000, 1, 0.1);

        assertThat(tried(search, 50)).containsExactly(10.0, 20.0, 40.0, 80.0, 60.0, 50.0, 55.0);
        assertThat(search.highestHeld()).isEqualTo(50);
        assertThat(search.lowestBroken()).isEqualTo(55);
    }

    @Test
    void goesNoFurtherWhenTheFirstRateBreaks() {
        RateSearch search = new RateSearch(10, 1000, 0.5, 0.05);

        assertThat(tried(search, 5)).containsExactly(10.0);
        assertThat(search.highestHeld()).isNull();
        assertThat(search.lowestBroken()).isEqualTo(10);
    }

    @Test
    void neverExceedsTheHighestRate() {
        RateSearch search = new RateSearch(10, 35, 1, 0.05);

        assertThat(tried(search, 100)).containsExactly(10.0, 20.0, 35.0);
        assertThat(search.highestHeld()).isEqualTo(35);
        assertThat(search.lowestBroken()).isNull();
    }

    @Property
    void findsTheCapacityWithinItsPrecision(
            @ForAll @DoubleRange(min = 1, max = 10_000) double capacity,
            @ForAll @DoubleRange(min = 0.05, max = 3) double increase,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double precision) {
        RateSearch search = new RateSearch(1, 20_000, increase, precision);

        List<Double> tried = tried(search, capacity);

        assertThat(search.highestHeld()).isLessThanOrEqualTo(capacity);
        assertThat(search.lowestBroken())
                .isGreaterThan(capacity)
                .isLessThanOrEqualTo(search.highestHeld() * (1 + precision) * 1.000001);
        assertThat(tried).hasSizeLessThanOrEqualTo(RateSearch.mostSteps(1, 20_000, increase, precision));
    }
}
