package io.github.lambdaperf.core.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.PayloadSpec.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows, events, fake data and several payloads. */
class RealisticPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode made(String template, IterationContext context) throws IOException {
        return JSON.readTree(PayloadTemplate.compile(tree(template)).payload(context));
    }

    private static IterationContext iteration(long sequence) {
        return new IterationContext("s", "r", 1, sequence, 1_545_082_649_183L);
    }

    @Test
    void takesColumnsOfTheRow() throws IOException {
        IterationContext context = iteration(0).with(Map.of("id", "17", "full name", "Ada"));

        assertThat(made("{\"id\":\"${row.id}\",\"n\":\"${row.id * 2}\",\"name\":\"for ${row['full name']}\"}", context))
                .isEqualTo(tree("{\"id\":\"17\",\"n\":34,\"name\":\"for Ada\"}"));
        assertThat(TextTemplate.compile("/users/${row.id}", 0).render(context)).isEqualTo("/users/17");
        assertThat(TextTemplate.columns("${row.id}-${row['full name']}-${vu}")).containsExactly("full name", "id");
    }

    @Test
    void makesAQueueEventThatHoldsTheBodyAsText() throws IOException {
        JsonNode event = made(
                "{\"$event\":\"sqs\",\"$records\":3,\"$body\":{\"n\":\"${index}\",\"vu\":\"${vu}\"}}", iteration(5));

        assertThat(event.path("Records")).hasSize(3);
        JsonNode last = event.path("Records").path(2);
        assertThat(last.path("body").textValue()).isEqualTo("{\"n\":2,\"vu\":1}");
        assertThat(last.path("eventSource").textValue()).isEqualTo("aws:sqs");
        assertThat(last.path("attributes").path("SentTimestamp").textValue()).isEqualTo("1545082649183");
        assertThat(last.path("messageId").textValue()).matches("[0-9a-f-]{36}");
        assertThat(last.path("messageId"))
                .isNotEqualTo(event.path("Records").path(1).path("messageId"));
    }

    @Test
    void makesEventsOfOtherServices() throws IOException {
        JsonNode bus = made("{\"$event\":\"eventbridge\",\"$source\":\"a.b\",\"$body\":{\"x\":1}}", iteration(0));
        assertThat(bus.path("source").textValue()).isEqualTo("a.b");
        assertThat(bus.path("time").textValue()).isEqualTo("2018-12-17T21:37:29Z");
        assertThat(bus.path("detail").path("x").intValue()).isEqualTo(1);

        JsonNode stream = made("{\"$event\":\"kinesis\",\"$body\":{\"x\":\"${vu}\"}}", iteration(0));
        String data =
                stream.path("Records").path(0).path("kinesis").path("data").textValue();
        assertThat(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8))
                .isEqualTo("{\"x\":1}");

        JsonNode api = made("{\"$event\":\"api-http\",\"$path\":\"/orders/${vu}\",\"$body\":{\"x\":1}}", iteration(0));
        assertThat(api.path("rawPath").textValue()).isEqualTo("/orders/1");
        assertThat(api.path("body").textValue()).isEqualTo("{\"x\":1}");
    }

    static List<String> names() {
        return EventTemplates.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void knowsEveryEventThatItNames(String name) throws IOException {
        JsonNode event = made("{\"$event\":\"" + name + "\"}", iteration(0));

        assertThat(event.isObject()).isTrue();
        assertThat(event.toString()).doesNotContain("$parameter", "$json", "${");
    }

    @Test
    void saysWhatAnEventDoesNotHave() {
        assertThat(PayloadTemplate.problems(tree("{\"a\":{\"$event\":\"sqz\"}}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.place()).hasToString("/a");
                    assertThat(problem.message())
                            .isEqualTo("there is no event 'sqz'; allowed: sqs, sns, eventbridge, api-rest, api-http,"
                                    + " function-url, s3, dynamodb, kinesis");
                });
        assertThat(PayloadTemplate.problems(tree("{\"$event\":\"sqs\",\"$key\":\"x\"}")))
                .extracting(PayloadTemplate.Problem::message)
                .containsExactly("the event sqs has no '$key'; allowed: $arn, $body, $records");
        assertThat(PayloadTemplate.problems(tree("{\"$event\":\"sqs\",\"n\":1}")))
                .extracting(PayloadTemplate.Problem::message)
                .containsExactly("'n' beside $event: what an event sqs is about goes into $body");
        assertThat(PayloadTemplate.problems(tree("{\"$event\":\"sqs\",\"$body\":{\"x\":\"${nope}\"}}")))
                .extracting(problem -> problem.place().toString())
                .containsExactly("");
    }

    @Test
    void makesTheSameFakeDataFromTheSameSeed() throws IOException {
        String template = "{\"name\":\"${fake('name.fullName')}\",\"mail\":\"${fake('internet.emailAddress')}\","
                + "\"city\":\"${fake('address.city', 'de')}\"}";
        PayloadTemplate first = PayloadTemplate.compile(tree(template)).withSeed(1);
        byte[] third = first.payload(iteration(3));

        assertThat(JSON.readTree(third).path("name").textValue()).matches("\\S+.* \\S+");
        assertThat(JSON.readTree(third).path("mail").textValue()).contains("@");
        first.payload(iteration(4));
        assertThat(first.payload(iteration(3))).isEqualTo(third);
        assertThat(first.payload(iteration(4))).isNotEqualTo(third);
        assertThat(first.withSeed(2).payload(iteration(3))).isNotEqualTo(third);
        assertThat(PayloadTemplate.problems(tree("\"${fake('name.nobody')}\"")))
                .extracting(PayloadTemplate.Problem::message)
                .allMatch(message -> message.contains("there is no fake data 'name.nobody'"));
    }

    @Test
    void dependsOnTheArrivalAloneWhereArrivalsAreScheduled() {
        PayloadTemplate template = PayloadTemplate.compile(tree("\"${randomInt(0, 1000000)}\""));
        IterationContext early = new IterationContext("s", "r", 1, 7, 0, 20, true, Map.of());
        IterationContext late = new IterationContext("s", "r", 9, 2, 0, 20, true, Map.of());

        assertThat(template.payload(early)).isEqualTo(template.payload(late));
    }

    @Test
    void sendsPayloadsByTheirWeights() {
        PayloadSpec spec =
                new PayloadSpec(List.of(new Choice("a", 3, tree("\"a\"")), new Choice("b", 1, tree("\"b\""))), null);
        PayloadSource source = spec.source(1, getClass().getClassLoader());
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            counts.merge(new String(source.payload(iteration(i)), StandardCharsets.UTF_8), 1, Integer::sum);
        }

        // 3000 wanted; five standard deviations are 137
        assertThat(counts.get("\"a\"")).isBetween(2863, 3137);
        assertThat(source.payload(iteration(5))).isEqualTo(spec.source(1, null).payload(iteration(5)));
    }

    /** A source as a project writes it. */
    public static final class OwnSource implements PayloadSource {
        @Override
        public byte[] payload(IterationContext context) {
            return ("{\"n\":" + context.sequence() + "}").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void asksAClassOfTheProject() {
        ClassLoader classes = getClass().getClassLoader();

        assertThat(new PayloadSpec(List.of(), OwnSource.class.getName())
                        .source(1, classes)
                        .payload(iteration(4)))
                .isEqualTo("{\"n\":4}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new PayloadSpec(List.of(), "com.example.Nobody").source(1, classes))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("there is no class com.example.Nobody for 'payload'");
        assertThatThrownBy(() -> new PayloadSpec(List.of(), "java.lang.String").source(1, classes))
                .hasMessage("the class java.lang.String of 'payload' does not implement"
                        + " io.github.lambdaperf.core.payload.PayloadSource");
    }
}
