package io.github.lambdaperf.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.lambdaperf.core.record.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** {@code gl-code-quality.json}: GitLab's code quality report, the part of Code Climate's format that it reads. */
public final class CodeQuality {
    /** Name of the file. */
    public static final String FILE = "gl-code-quality.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CodeQuality() {}

    /** Writes the file, an empty list where there is nothing to show. */
    public static void write(List<Annotation> annotations, Path directory) {
        try {
            RunDirectory.writeAtomically(directory.resolve(FILE), JSON.writeValueAsString(tree(annotations)) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report must be writable as JSON", e);
        }
    }

    static ArrayNode tree(List<Annotation> annotations) {
        ArrayNode issues = JSON.createArrayNode();
        for (Annotation annotation : annotations) {
            // the same finding has the same fingerprint in the next pipeline, whatever it measured
            String identity = annotation.file() + '\n' + annotation.rule() + '\n' + annotation.subject();
            issues.addObject()
                    .put("description", annotation.title())
                    .put("check_name", "lambda-perf-" + annotation.rule())
                    .put(
                            "fingerprint",
                            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                                    .toString())
                    .put("severity", annotation.fails() ? "major" : "minor")
                    .putObject("location")
                    .put("path", annotation.file())
                    .putObject("lines")
                    .put("begin", annotation.line());
        }
        return issues;
    }
}
