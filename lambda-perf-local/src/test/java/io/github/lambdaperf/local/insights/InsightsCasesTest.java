package io.github.lambdaperf.local.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of insights-cases.json, whose rows were computed by hand. */
class InsightsCasesTest {
    private static final double TOLERANCE = 1e-4;

    static Stream<Named<JsonNode>> cases() throws IOException {
        return StreamSupport.stream(file().path("cases").spliterator(), false)
                .map(node -> Named.of(node.path("name").asText(), node));
    }

    @Test
    void hasEveryCase() throws IOException {
        assertThat(file().path("cases")).hasSize(59);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheRowsOrTheError(JsonNode node) throws IOException {
        String query = node.path("query").asText();
        if (node.has("expectedError")) {
            assertThatThrownBy(() -> InsightsQuery.compile(query))
                    .isInstanceOf(InsightsCompileException.class)
                    .hasMessageContaining(
                            node.path("expectedError").path("messageContains").asText());
            return;
        }
        List<Map<String, String>> actual = rows(InsightsQuery.compile(query).run(events(node), options()));
        List<Map<String, String>> expected = expected(node);
        assertThat(actual).hasSameSizeAs(expected);
        if (node.path("ordered").asBoolean()) {
            for (int i = 0; i < expected.size(); i++) {
                assertThat(same(actual.get(i), expected.get(i)))
                        .as("row %d: %s, expected %s", i, actual.get(i), expected.get(i))
                        .isTrue();
            }
        } else {
            List<Map<String, String>> left = new ArrayList<>(actual);
            for (Map<String, String> row : expected) {
                int at = 0;
                while (at < left.size() && !same(left.get(at), row)) {
                    at++;
                }
                assertThat(at).as("%s is in %s", row, left).isLessThan(left.size());
                left.remove(at);
            }
        }
    }

    private static JsonNode file() throws IOException {
        try (InputStream in = InsightsCasesTest.class.getResourceAsStream("/insights/insights-cases.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static RunOptions options() throws IOException {
        Instant now = Instant.ofEpochSecond(file().path("now").asLong());
        return new RunOptions(10_000, now, now.minusSeconds(86_400), now.plusSeconds(86_400));
    }

    private static List<LogRecord> events(JsonNode node) {
        List<LogRecord> events = new ArrayList<>();
        for (JsonNode event : node.path("events")) {
            long time = event.path("timestamp").asLong();
            events.add(new LogRecord(
                    time,
                    time,
                    event.path("log").asText("123456789012:/aws/lambda/demo"),
                    event.path("logStream").asText("2026/01/15/[$LATEST]aaaa"),
                    event.path("message").asText(),
                    "ptr-" + events.size()));
        }
        return events;
    }

    private static List<Map<String, String>> rows(InsightsResult result) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<ResultField> fields : result.rows()) {
            Map<String, String> row = new LinkedHashMap<>();
            fields.forEach(field -> row.put(field.field(), field.value()));
            row.remove("@ptr");
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, String>> expected(JsonNode node) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode row : node.path("expected")) {
            Map<String, String> fields = new LinkedHashMap<>();
            row.fieldNames()
                    .forEachRemaining(name -> fields.put(name, row.path(name).asText()));
            rows.add(fields);
        }
        return rows;
    }

    private static boolean same(Map<String, String> actual, Map<String, String> expected) {
        return actual.keySet().equals(expected.keySet())
                && actual.keySet().stream().allMatch(name -> same(actual.get(name), expected.get(name)));
    }

    private static boolean same(String actual, String expected) {
        try {
            double a = Double.parseDouble(actual);
            double b = Double.parseDouble(expected);
            return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
        } catch (NumberFormatException text) {
            return actual.equals(expected);
        }
    }
}
