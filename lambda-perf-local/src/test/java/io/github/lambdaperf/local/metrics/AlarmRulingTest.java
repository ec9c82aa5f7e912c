package io.github.lambdaperf.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two tables of the CloudWatch user guide; 0 is within the threshold, X breaches, - is missing, the oldest first. */
class AlarmRulingTest {

    @ParameterizedTest
    @CsvSource({
        "3, 0-X-X, OK, OK, OK, OK",
        "3, 0----, OK, OK, OK, OK",
        "3, -----, INSUFFICIENT_DATA, keep, ALARM, OK",
        "3, 0XX-X, ALARM, ALARM, ALARM, ALARM",
        "3, --X--, ALARM, keep, ALARM, OK",
        "2, 0-X-X, ALARM, ALARM, ALARM, ALARM",
        "2, 00X0X, ALARM, ALARM, ALARM, ALARM",
        "2, 0-X--, OK, OK, ALARM, OK",
        "2, ----0, OK, OK, ALARM, OK",
        "2, ---X-, ALARM, keep, ALARM, OK",
    })
    void followsTheUserGuide(
            int needed, String data, String missing, String ignore, String breaching, String notBreaching) {
        List<Boolean> points = new ArrayList<>();
        data.chars().forEach(c -> points.add(c == '-' ? null : Boolean.valueOf(c == 'X')));
        Collections.reverse(points);
        assertThat(state(needed, "missing", points)).isEqualTo(missing);
        assertThat(state(needed, "ignore", points)).isEqualTo(ignore);
        assertThat(state(needed, "breaching", points)).isEqualTo(breaching);
        assertThat(state(needed, "notBreaching", points)).isEqualTo(notBreaching);
    }

    private static String state(int needed, String missing, List<Boolean> points) {
        return new AlarmRuling(needed, 3, missing).state(points).map(Enum::name).orElse("keep");
    }
}
