package io.github.lambdaperf.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.report.SampleReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that lacks any of its parts is refused, or judged and reported without it. */
@Timeout(300)
class IncompleteRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void whateverIsMissing() throws Exception {
        new RunDirectory(directory).write(SampleReport.run());
        JsonNode whole = JSON.readTree(directory.resolve(RunDirectory.RUN_JSON).toFile());
        List<JsonPointer> parts = new ArrayList<>();
        collect(whole, JsonPointer.empty(), parts);
        assertThat(parts).hasSizeGreaterThan(200);
        List<String> faults = new ArrayList<>();
        for (JsonPointer part : parts) {
            without(whole, part, faults);
        }
        assertThat(faults).isEmpty();
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> into) {
        node.properties().forEach(field -> {
            JsonPointer part = at.appendProperty(field.getKey());
            into.add(part);
            collect(field.getValue(), part, into);
        });
        // of a list, the first stands for all
        if (node.isArray() && !node.isEmpty()) {
            into.add(at.appendIndex(0));
            collect(node.get(0), at.appendIndex(0), into);
        }
    }

    /** To the reader, null is what is missing. */
    private static void without(JsonNode whole, JsonPointer part, List<String> faults) {
        JsonNode copy = whole.deepCopy();
        JsonNode parent = copy.at(part.head());
        if (parent instanceof ArrayNode items) {
            items.setNull(part.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).putNull(part.last().getMatchingProperty());
        }
        try {
            FuzzTargets.all().get("run-record").accept(copy.toString().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException | AssertionError e) {
            faults.add(part + ": " + e);
        }
    }
}
