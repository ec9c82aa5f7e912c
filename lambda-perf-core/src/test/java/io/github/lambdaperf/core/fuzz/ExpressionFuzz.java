package io.github.lambdaperf.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.threshold.MetricType;
import io.github.lambdaperf.core.threshold.Threshold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The small languages inside scenario files. What is wrong is said when they are compiled, or when they have no value. */
final class ExpressionFuzz {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final IterationContext ITERATION = new IterationContext("scenario", "run", 2, 3, 1_795_418_225_250L)
            .with(Map.of("userId", "u-1", "empty", ""));
    private static final InvokeResponse RESPONSE = response();

    private ExpressionFuzz() {}

    /** A selector in the first line, the expression in the rest. */
    static void threshold(String text) {
        String[] lines = text.split("\n", 2);
        try {
            Threshold threshold = Threshold.parse(lines[0], lines.length == 2 ? lines[1] : "p(95)<1");
            for (MetricType type : MetricType.values()) {
                assertThat(threshold.mismatch(type)).isNotNull();
            }
            threshold.evaluate(aggregation -> OptionalDouble.of(0.1), aggregation -> OptionalDouble.of(1e300));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** A payload as JSON; what it makes is JSON, too. Any other text is a template of a text. */
    static void payload(String text) {
        JsonNode payload;
        try {
            payload = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            text(text);
            return;
        }
        try {
            List<PayloadTemplate.Problem> problems = PayloadTemplate.problems(payload);
            PayloadTemplate template = PayloadTemplate.compile(payload);
            assertThat(problems).isEmpty();
            byte[] bytes = template.payload(ITERATION);
            JSON.readTree(bytes);
        } catch (PerfException e) {
            assertThat(e.blame()).isEqualTo(PerfException.Blame.USER);
        } catch (IOException e) {
            throw new AssertionError("the payload is no JSON", e);
        }
    }

    private static void text(String text) {
        try {
            TextTemplate.columns(text);
            TextTemplate.compile(text, 1).render(ITERATION);
        } catch (IllegalArgumentException | PerfException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static void check(String expression) {
        try {
            ResponseCheck.Result result =
                    ResponseCheck.compile("check", expression).test(RESPONSE, 12.5);
            assertThat(result.passed() && result.problem() != null).isFalse();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static InvokeResponse response() {
        byte[] payload = "{\"items\":[1,2,{\"a\":null}],\"name\":\"x\",\"ok\":true}".getBytes(StandardCharsets.UTF_8);
        return new InvokeResponse(
                InvokeOutcome.SUCCESS,
                0,
                1,
                200,
                "id",
                "$LATEST",
                null,
                null,
                payload,
                null,
                null,
                null,
                null,
                Map.of("Content-Type", "application/json"),
                null);
    }
}
