package io.github.lambdaperf.core.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    // 2026-11-23T06:17:05.250Z
    private static final IterationContext THIRD = new IterationContext("orders", "run-1", 3, 41, 1_795_414_625_250L);

    private static PayloadTemplate compile(String json) throws IOException {
        return PayloadTemplate.compile(JSON.readTree(json));
    }

    private static String render(String json) throws IOException {
        return new String(compile(json).payload(THIRD), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"req-${vu}-${iteration}\"}|{\"id\":\"req-3-41\"}",
                "{\"n\":\"${vu}\"}|{\"n\":3}",
                "{\"t\":\"${now}\"}|{\"t\":1795414625250}",
                "\"${isoNow()}\"|\"2026-11-23T06:17:05.250Z\"",
                "[\"${scenario}\",\"${runId}\",1.50,true,null]|[\"orders\",\"run-1\",1.5,true,null]",
                "{\"a\":\"$${vu}\",\"b\":\"$5 {x} $\"}|{\"a\":\"${vu}\",\"b\":\"$5 {x} $\"}",
                "{\"a\":\"${vu > 2}\",\"b\":\"${vu / 2.0}\"}|{\"a\":true,\"b\":1.5}",
                "{\"a\":\"${ {'k': vu} }\",\"l\":\"${[1, 2]}\"}|{\"a\":{\"k\":3},\"l\":[1,2]}",
                "{\"q\":\"say \\\"${scenario}\\\" \\u00e4\\n${'\\\"' + '}'}\"}|{\"q\":\"say \\\"orders\\\" ä\\n\\\"}\"}",
                "{\"nothing\":\"${null}\"}|{\"nothing\":null}",
                "{\"one\":\"${oneOf('x')}\",\"int\":\"${randomInt(7, 7)}\"}|{\"one\":\"x\",\"int\":7}",
                "{\"u\":\"x${vu == 3 ? 'three' : 'other'}\"}|{\"u\":\"xthree\"}",
            })
    void evaluates(String template, String expected) throws IOException {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void generatesTheTenItemsOfTheGuide() throws IOException {
        JsonNode items = JSON.readTree(render(
                        "{\"items\":{\"$repeat\":10,\"$item\":{\"id\":\"${index}\",\"value\":\"${random() * 100}\"}}}"))
                .get("items");
        assertThat(items).hasSize(10);
        Set<Double> values = new HashSet<>();
        for (int index = 0; index < 10; index++) {
            assertThat(items.get(index).get("id").isInt()).isTrue();
            assertThat(items.get(index).get("id").intValue()).isEqualTo(index);
            assertThat(items.get(index).get("value").isDouble()).isTrue();
            values.add(items.get(index).get("value").doubleValue());
        }
        assertThat(values).hasSize(10).allMatch(value -> value >= 0 && value < 100);
    }

    @Test
    void nestsLists() throws IOException {
        String list = "{\"$repeat\":2,\"$item\":{\"i\":\"${index}\",\"in\":{\"$repeat\":\"${index + 1}\","
                + "\"$item\":\"${index}\"},\"after\":\"${index}\"}}";
        assertThat(render(list)).isEqualTo("[{\"i\":0,\"in\":[0],\"after\":0},{\"i\":1,\"in\":[0,1],\"after\":1}]");
        assertThat(render("{\"$repeat\":0,\"$item\":1}")).isEqualTo("[]");
    }

    @Test
    void dependsOnSeedVuAndIterationAlone() throws IOException {
        PayloadTemplate template =
                compile("[\"${randomInt(0, 999999999)}\",\"${uuid()}\"]").withSeed(42);
        byte[] first = template.payload(THIRD);
        assertThat(template.payload(new IterationContext("other", "run-2", 3, 41, 0)))
                .isEqualTo(first);
        assertThat(template.payload(new IterationContext("orders", "run-1", 3, 42, 0)))
                .isNotEqualTo(first);
        assertThat(template.payload(new IterationContext("orders", "run-1", 4, 41, 0)))
                .isNotEqualTo(first);
        assertThat(template.withSeed(43).payload(THIRD)).isNotEqualTo(first);
    }

    @Test
    void drawsFromTheWholeRange() throws IOException {
        PayloadTemplate template = compile("\"${randomInt(1, 3)}\"");
        Set<String> seen = new HashSet<>();
        for (int iteration = 0; iteration < 200; iteration++) {
            seen.add(new String(
                    template.payload(new IterationContext("s", "r", 1, iteration, 0)), StandardCharsets.UTF_8));
        }
        assertThat(seen).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(JSON.readTree(render("\"${randomInt(-9223372036854775807, 9223372036854775807)}\""))
                        .isIntegralNumber())
                .isTrue();
    }

    @Test
    void makesVersionFourUuids() throws IOException {
        UUID uuid = UUID.fromString(JSON.readTree(render("\"${uuid()}\"")).textValue());
        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void returnsTheSameArrayWhereNothingChanges() throws IOException {
        PayloadTemplate template = compile("{\"a\":[1,\"$${x}\"]}");
        assertThat(template.isConstant()).isTrue();
        assertThat(template.payload(THIRD))
                .isSameAs(template.payload(THIRD))
                .asString()
                .isEqualTo("{\"a\":[1,\"${x}\"]}");
        assertThat(compile("\"${vu}\"").isConstant()).isFalse();
        assertThat(PayloadTemplate.compile(null).payload(THIRD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"${vuu}\"}|/a|unknown variable 'vuu' in 'vuu'; allowed: iteration, now, row, runId, scenario, vu",
                "{\"a\":[1,\"${nope(1)}\"]}|/a/1|unknown function 'nope' in 'nope(1)'; allowed: fake, isoNow, oneOf, random, randomInt, uuid",
                "{\"a\":\"${vu\"}|/a|'${vu' is not closed: '}' is missing; write $${ for a plain ${",
                "{\"a\":\"x ${vu +}\"}|/a|'vu +' is no expression",
                "{\"a\":\"${}\"}|/a|the expression is empty",
                "{\"a\":\"${index}\"}|/a|unknown variable 'index'",
                "{\"a\":\"${randomInt(9, 1)}\"}|/a|the first is the larger",
                "{\"a\":\"${1 / 0}\"}|/a|'1 / 0' has no value",
                "{\"$repeat\":2}|``|a generated list has the two fields $repeat and $item, and no other",
                "{\"$repeat\":-1,\"$item\":0}|/$repeat|$repeat: -1 is -1, must be a whole number from 0 to 100000",
                "{\"$repeat\":\"2\",\"$item\":0}|/$repeat|$repeat must be a number or one ${expression}",
                "{\"$repeat\":1.5,\"$item\":0}|/$repeat|must be a whole number",
                "{\"a\":\"x${null}\"}|/a|is null and cannot stand inside a text",
            })
    void namesWhatDoesNotCompile(String template, String place, String message) throws IOException {
        assertThat(PayloadTemplate.problems(JSON.readTree(template)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.place()).hasToString(place);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void namesAllProblems() throws IOException {
        JsonNode template = JSON.readTree("{\"a\":\"${x}\",\"b\":{\"c\":\"${y}\"}}");
        assertThatThrownBy(() -> PayloadTemplate.compile(template))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("/a: unknown variable 'x'")
                .hasMessageContaining("/b/c: unknown variable 'y'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new('java.io.File', '/')",
                "scenario.class",
                "scenario.getClass()",
                "scenario.getClass().forName('java.lang.Runtime')",
                "''.class",
                "vu = 1",
                "vu += 1",
                "while (true) {}",
                "for (x : [1]) { x }",
                "x -> x",
                "var x = 1",
                "vu; vu",
                "get('vu')",
                "set('vu', 1)",
                "has('vu')",
                "toString()",
                "scenario.repeat(1000000000)",
                "scenario.chars()",
                "[1, 2].getClass()",
                "{'a': 1}.entrySet()",
                "#pragma jexl.import java.lang",
                "java.lang.System.exit(1)",
            })
    void keepsExpressionsInTheSandbox(String expression) {
        assertThat(PayloadTemplate.problems(JSON.getNodeFactory().textNode("${" + expression + "}")))
                .as(expression)
                .isNotEmpty();
    }

    @Test
    void blamesAnIterationThatHasNoPayload() throws IOException {
        PayloadTemplate template = compile("{\"a\":\"${10 / (iteration - 41)}\"}");
        assertThat(template.payload(new IterationContext("s", "r", 1, 1, 0)))
                .asString()
                .isEqualTo("{\"a\":0}");
        assertThatThrownBy(() -> template.payload(THIRD))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("the payload of iteration 41 of VU 3 cannot be made: '10 / (iteration - 41)'");
    }

    @Test
    void servesSeveralThreads() throws IOException {
        PayloadTemplate template = compile("{\"$repeat\":5,\"$item\":[\"${index}\",\"${vu}-${randomInt(0, 9)}\"]}");
        List<String> alone =
                IntStream.range(0, 2_000).mapToObj(vu -> text(template, vu)).toList();
        List<String> together = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(vu -> text(template, vu))
                .toList();
        assertThat(together).isEqualTo(alone);
    }

    private static String text(PayloadTemplate template, int vu) {
        return new String(template.payload(new IterationContext("s", "r", vu, 0, 0)), StandardCharsets.UTF_8);
    }

    /** Two mistakes that leave JEXL's parser in a state in which it refuses the next expression once. */
    @Test
    void aMistakeDoesNotSpoilTheNextExpression() throws IOException {
        assertThat(PayloadTemplate.problems(JSON.getNodeFactory()
                        .textNode("${[1, 2.8, 0,1F,\uFFFD\uFFFD, true,, 3, 2} ${s->\uFFFD\uFFFD? 9}")))
                .hasSize(2);
        assertThat(PayloadTemplate.problems(JSON.readTree("\"${uuid()}\""))).isEmpty();
    }
}
