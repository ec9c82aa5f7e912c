package io.github.lambdaperf.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkTest {
    @Test
    void isFoundWhereverItTurnsUp() {
        Mark mark = new Mark("20261123-101500-ab12.0", 42);

        assertThat(mark.text()).isEqualTo("lambda-perf/20261123-101500-ab12.0/42");
        assertThat(Mark.in("{\"requestPayload\":{\"resources\":[\"" + mark.text() + "\"]}}"))
                .containsExactly(mark);
        assertThat(Mark.in("lambda-perf/a/1, lambda-perf/b/2")).containsExactly(new Mark("a", 1), new Mark("b", 2));
        assertThat(Mark.in("lambda-perf/a/99999999999999999999")).noneMatch(found -> found.number() > 1e18);
        assertThat(Mark.in("lambda-perf: nothing")).isEmpty();
    }
}
