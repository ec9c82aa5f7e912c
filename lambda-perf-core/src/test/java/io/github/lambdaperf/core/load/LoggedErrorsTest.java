package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LoggedErrorsTest {
    private final LoggedErrors errors = new LoggedErrors();

    private void add(String... tails) {
        for (String tail : tails) {
            errors.add(tail, text -> text.replace("s3cret", "***"));
        }
    }

    @Test
    void linesThatDifferInNumbersAndIdsAreOneKind() {
        add(
                "START RequestId: 1 Version: $LATEST\n2026-11-23 10:00:01 ERROR OrderHandler - no stock for order 17\nEND RequestId: 1\n",
                "2026-11-23 10:00:02 ERROR OrderHandler - no stock for order 18\nINFO all is well\n",
                "[ERROR] payment 8476a536-e9f4-11e8-9739-2dfe598c3fcd was refused with s3cret\n");

        assertThat(errors.list())
                .containsExactly(
                        new LoggedError("2026-11-23 10:00:01 ERROR OrderHandler - no stock for order 17", 2),
                        new LoggedError(
                                "[ERROR] payment 8476a536-e9f4-11e8-9739-2dfe598c3fcd was refused with ***", 1));
        assertThat(LoggedErrors.lines(errors.list()))
                .startsWith("2 × in the log: 2026-11-23 10:00:01 ERROR OrderHandler - no stock for order 17");
    }

    @Test
    void ofJsonTheMessageIsTaken() {
        add(
                "{\"timestamp\":\"2026-11-23T10:00:01.000Z\",\"level\":\"ERROR\",\"message\":\"no stock\"}\n"
                        + "{\"level\":\"INFO\",\"message\":\"the word ERROR alone\"}\n",
                "{\"level\": \"error\", \"message\": \"no stock\"}",
                "{\"level\":\"FATAL\",\"message\":{\"code\":7}}");

        assertThat(errors.list())
                .containsExactly(
                        new LoggedError("no stock", 2),
                        new LoggedError("{\"level\":\"FATAL\",\"message\":{\"code\":7}}", 1));
    }

    @Test
    void whatLambdaSaysItselfIsNone() {
        add("REPORT RequestId: 1\tDuration: 1.00 ms\tStatus: error\tError Type: ERROR\n", "TERRORS and ERRORS\n");

        assertThat(errors.list()).isEmpty();
    }

    @Test
    void theirNumberIsBounded() {
        for (char first = 'a'; first <= 'z'; first++) {
            errors.add("ERROR " + String.valueOf(first).repeat(300), UnaryOperator.identity());
        }

        assertThat(errors.list()).hasSize(20).allMatch(error -> error.text().length() == 201);
    }
}
