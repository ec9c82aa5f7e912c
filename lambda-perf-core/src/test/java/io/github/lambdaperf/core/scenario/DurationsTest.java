package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "1m30s, PT1M30S",
        "500ms, PT0.5S",
        "2h, PT2H",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "1h15m30.918s, PT1H15M30.918S",
        "1us, PT0.000001S",
        "1µs, PT0.000001S",
        "1μs, PT0.000001S",
        "3ns, PT0.000000003S",
        "1.5ns, PT0.000000001S",
        "0, PT0S",
        "0s, PT0S",
        "-1m, PT-1M",
        "+1m, PT1M",
        "1s1s, PT2S",
        "1500, PT1.5S",
        "0.5, PT0.0005S",
        "1e3, PT1S",
        "2d, PT48H",
        "2d12h, PT60H",
        "-1d1h, PT-25H",
    })
    void readsAsK6Does(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is empty",
        "1x, unknown unit 'x'",
        "1m30, '30' has no unit",
        "s, 's' is no number with a unit",
        "1 m, '1' has no unit",
        "1M, '1' has no unit",
        "-, it is empty",
        "1.5d, days must be a whole number",
        "1d-1h, the sign stands in front",
        "99999999h, it is longer than 292 years",
        "abc, 'abc' is no number",
        "1.2.3s, '1.2' has no unit",
    })
    void refusesTheRest(String text, String why) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no duration: " + why)
                .hasMessageEndingWith("; write it like 1m30s, 500ms, 2h or as a number of milliseconds");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M30S, 1m30s",
        "PT5M, 5m",
        "PT1H, 1h",
        "PT1H0.5S, 1h0.5s",
        "PT1.5S, 1.5s",
        "PT0.25S, 250ms",
        "PT0S, 0s",
        "PT0.0000015S, 1.5us",
        "PT0.000000007S, 7ns",
        "PT-1M, -1m",
        "PT25H, 25h",
    })
    void formatsShortly(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @Property
    void readsWhatItFormats(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(Math.max(nanos, -Long.MAX_VALUE));
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
}
