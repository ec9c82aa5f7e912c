package io.github.lambdaperf.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.lambdaperf.core.report.SampleReport;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published schema of {@code run.json} is what the records and their Javadoc say. {@code -Dperf.docs.write} writes it,
 * where a record has changed.
 */
class RunSchemaTest {
    private static final Path SCHEMA = Path.of("src/main/resources/io/github/lambdaperf/core/record/run.schema.json");
    private static final Pattern PARAM =
            Pattern.compile("@param (\\w+) (.*?)(?=@param|@return|@throws|@see|\\z)", Pattern.DOTALL);
    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            boolean.class, "boolean",
            Boolean.class, "boolean",
            long.class, "integer",
            int.class, "integer",
            Long.class, "integer",
            Integer.class, "integer",
            double.class, "number",
            Double.class, "number",
            BigDecimal.class, "number");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @TempDir
    private Path directory;

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    @Test
    void isWhatTheRecordsSay() throws IOException {
        String text = JSON.writeValueAsString(schema()) + "\n";
        if (System.getProperty("perf.docs.write") != null) {
            Files.writeString(SCHEMA, text);
        }
        assertThat(Files.readString(SCHEMA))
                .as("mvn -pl lambda-perf-core test -Dtest=RunSchemaTest -Dperf.docs.write")
                .isEqualTo(text);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        schema();
        definitions.forEach((name, definition) -> definition
                .get("properties")
                .properties()
                .forEach(
                        field -> assertThat(field.getValue().path("description").asText())
                                .as("@param %s of %s", field.getKey(), name)
                                .isNotBlank()));
    }

    @Test
    void aRecordIsValid() throws IOException {
        RunDirectory run = new RunDirectory(directory);
        run.write(SampleReport.run());
        JsonNode written =
                JSON.readTree(directory.resolve(RunDirectory.RUN_JSON).toFile());

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(strict(schema()))
                        .validate(written))
                .isEmpty();
    }

    /** What is not in the schema is a mistake here; readers of records ignore it. */
    private static JsonNode strict(ObjectNode schema) {
        schema.get("$defs").forEach(definition -> ((ObjectNode) definition).put("additionalProperties", false));
        return schema;
    }

    private ObjectNode schema() throws IOException {
        definitions.clear();
        define(RunRecord.class);
        ((ObjectNode) definitions.get("RunRecord").at("/properties/schema")).put("const", RunRecord.SCHEMA);
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "run.json, " + RunRecord.SCHEMA)
                .put("$ref", "#/$defs/RunRecord");
        schema.putObject("$defs").setAll(definitions);
        return schema;
    }

    private void define(Class<?> type) throws IOException {
        if (definitions.containsKey(type.getSimpleName())) {
            return;
        }
        ObjectNode definition = JSON.createObjectNode();
        definitions.put(type.getSimpleName(), definition);
        Javadoc javadoc = Javadoc.of(type);
        definition.put("description", javadoc.text()).put("type", "object");
        ObjectNode properties = definition.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            String description = javadoc.params().getOrDefault(component.getName(), "");
            ObjectNode property = properties.putObject(component.getName()).put("description", description);
            boolean nullable = !component.getType().isPrimitive() && description.matches(".*\\bnull\\b.*");
            describe(component.getGenericType(), property, nullable);
        }
    }

    private void describe(Type type, ObjectNode into, boolean nullable) throws IOException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (Map.class.isAssignableFrom((Class<?>) generic.getRawType())) {
                type(into, "object", nullable);
                describe(arguments[1], into.putObject("additionalProperties"), true);
            } else {
                type(into, "array", nullable);
                describe(arguments[0], into.putObject("items"), false);
            }
            return;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            define(raw);
            ObjectNode reference = into;
            if (nullable) {
                ArrayNode either = into.putArray("anyOf");
                reference = either.addObject();
                either.addObject().put("type", "null");
            }
            reference.put("$ref", "#/$defs/" + raw.getSimpleName());
        } else if (raw.isEnum()) {
            ArrayNode values = into.putArray("enum");
            for (Object constant : raw.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            if (nullable) {
                values.addNull();
            }
        } else if (Set.of(Instant.class, LocalDate.class).contains(raw)) {
            type(into, "string", nullable);
            into.put("format", raw == Instant.class ? "date-time" : "date");
        } else {
            assertThat(TYPES).as("types of the schema").containsKey(raw);
            type(into, TYPES.get(raw), nullable);
        }
    }

    private static void type(ObjectNode into, String type, boolean nullable) {
        if (nullable) {
            into.putArray("type").add(type).add("null");
        } else {
            into.put("type", type);
        }
    }

    /** The comment above a record in its source. */
    private record Javadoc(String text, Map<String, String> params) {
        static Javadoc of(Class<?> type) throws IOException {
            Class<?> outer = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
            String code =
                    Files.readString(Path.of("src/main/java", outer.getName().replace('.', '/') + ".java"));
            Matcher comments = Pattern.compile(
                            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public record "
                                    + type.getSimpleName() + "\\b",
                            Pattern.DOTALL)
                    .matcher(code);
            assertThat(comments.find()).as("Javadoc of %s", type).isTrue();
            String comment = comments.group(1).replaceAll("(?m)^\\s*\\* ?", "");
            Map<String, String> params = new LinkedHashMap<>();
            Matcher param = PARAM.matcher(comment);
            while (param.find()) {
                params.put(param.group(1), flat(param.group(2)));
            }
            return new Javadoc(flat(comment.split("@param", 2)[0]), params);
        }

        private static String flat(String text) {
            return text.replaceAll("\\{@(?:code|link|value) ([^}]*)}", "$1")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }
}
