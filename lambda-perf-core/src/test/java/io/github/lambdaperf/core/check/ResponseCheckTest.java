package io.github.lambdaperf.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCheckTest {
    private static final String BODY = "{\"data\":{\"total\":7},\"items\":[{\"id\":1},{\"id\":2}],\"name\":\"Ada\"}";

    private static InvokeResponse response(int status, String body, String functionError) {
        return new InvokeResponse(
                functionError == null ? InvokeOutcome.SUCCESS : InvokeOutcome.FUNCTION_ERROR,
                0,
                1,
                status,
                "id-1",
                "$LATEST",
                functionError,
                null,
                body.getBytes(StandardCharsets.UTF_8),
                null,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status == 200|true",
                "status != 200|false",
                "payload != null|true",
                "functionError == null|true",
                "!functionError|true",
                "payload.data.total > 6|true",
                "payload.data.total > 7|false",
                "payload.data != null|true",
                "payload.error == null|true",
                "!payload.error|true",
                "payload.missing?.deep == null|true",
                "payload.items.size() == 2|true",
                "size(payload.items) == 2|true",
                "payload.items[1].id == 2|true",
                "payload['name'] == 'Ada'|true",
                "payload.name.startsWith('A')|true",
                "body.contains('Ada')|true",
                "body =~ '.*total.*'|true",
                "duration < 2000|true",
                "duration < 100 && status == 200|false",
                "requestId == 'id-1' and executedVersion eq '$LATEST'|true",
                "empty(payload.none)|true",
            })
    void judges(String expression, boolean passed) {
        assertThat(ResponseCheck.compile("c", expression).test(response(200, BODY, null), 150.5))
                .isEqualTo(new ResponseCheck.Result(passed, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payload.missing > 5|null",
                "payload.missing < 5|null",
                "payload.data.none.deep == 1|none",
                "payload.items[9].id == 1|9",
                "payload.name|neither true nor false but a String",
                "payload.missing|neither true nor false but null",
                "payload.name.foo()|foo",
                "body.getClass() != null|getClass",
            })
    void failsWhereThereIsNoAnswer(String expression, String why) {
        ResponseCheck.Result result = ResponseCheck.compile("c", expression).test(response(200, BODY, null), 1);
        assertThat(result.passed()).isFalse();
        assertThat(result.problem()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``|true", "<html>|true", "{} {}|true", "null|true", "0|false", "[]|false"})
    void seesNoPayloadWhereThereIsNoJson(String body, boolean absent) {
        assertThat(ResponseCheck.compile("c", "payload == null")
                        .test(response(502, body, null), 1)
                        .passed())
                .isEqualTo(absent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paylod != null|unknown variable 'paylod' in 'paylod != null'; allowed: body, duration, executedVersion",
                "status = 200|'status = 200' is no expression",
                "json(body) != null|unknown function 'json' in 'json(body) != null'; there are none",
                "status ==|'status ==' is no expression",
                "' '|the expression is empty",
            })
    void refusesWhatIsNoCondition(String expression, String why) {
        assertThatThrownBy(() -> ResponseCheck.compile("c", expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void parsesTheBodyOnceForAllChecks() {
        CheckedResponse response = new CheckedResponse(response(200, BODY, null), 1);
        Object first = response.variables().get("payload");
        assertThat(ResponseCheck.compile("c", "payload.name == 'Ada'")
                        .test(response)
                        .passed())
                .isTrue();
        assertThat(response.variables().get("payload")).isSameAs(first);
    }

    @Test
    void seesAFunctionError() {
        InvokeResponse failed = response(200, "{\"errorMessage\":\"no\"}", "Unhandled");
        assertThat(ResponseCheck.compile("c", "!functionError").test(failed, 1).passed())
                .isFalse();
        assertThat(ResponseCheck.compile("c", "functionError == 'Unhandled' && payload.errorMessage == 'no'")
                        .test(failed, 1)
                        .passed())
                .isTrue();
    }
}
