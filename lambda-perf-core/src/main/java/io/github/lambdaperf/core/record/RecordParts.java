package io.github.lambdaperf.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What a record must have, by the published schema of {@code run.json}; whatever else it lacks, its reader fills in. */
final class RecordParts {
    private static final JsonNode DEFINITIONS = definitions();
    private static final JsonNode NOTHING = MissingNode.getInstance();

    private RecordParts() {}

    /** The first part that is missing, such as {@code environment.target}; empty: none is. */
    static Optional<String> missing(RunRecord run) {
        return Optional.ofNullable(missingIn(run, ""));
    }

    /** Null: nothing is missing. @param property of the schema */
    private static String missing(Object value, JsonNode property, String path) {
        if (value == null) {
            return isNullable(property) ? null : path;
        } else if (value instanceof Record record) {
            return missingIn(record, path);
        } else if (value instanceof Map<?, ?> map) {
            // values that are figures or texts may be null, parts may not
            boolean parts = property.path("additionalProperties").has("anyOf");
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String part = path + "." + entry.getKey();
                if (entry.getValue() == null && parts) {
                    return part;
                }
                String missing = entry.getValue() == null ? null : missing(entry.getValue(), NOTHING, part);
                if (missing != null) {
                    return missing;
                }
            }
        } else if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                String missing = missing(item, property.path("items"), path + "[" + index++ + "]");
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }

    private static String missingIn(Record record, String path) {
        JsonNode properties =
                DEFINITIONS.path(record.getClass().getSimpleName()).path("properties");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String part = path.isEmpty() ? component.getName() : path + "." + component.getName();
            String missing = missing(value(record, component), properties.path(component.getName()), part);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of this package are readable", e);
        }
    }

    /** Fields that the schema does not know are nobody's matter. */
    private static boolean isNullable(JsonNode property) {
        if (property.isMissingNode() || property.path("type").asText().equals("null")) {
            return true;
        }
        for (JsonNode type : property.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        for (JsonNode either : property.path("anyOf")) {
            if (isNullable(either)) {
                return true;
            }
        }
        for (JsonNode constant : property.path("enum")) {
            if (constant.isNull()) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode definitions() {
        try (InputStream in = RecordParts.class.getResourceAsStream("run.schema.json")) {
            return new ObjectMapper().readTree(in).path("$defs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
