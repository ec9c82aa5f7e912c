package io.github.lambdaperf.core.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.record.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the examination found.
 *
 * @param findings in the order of the checklist
 * @param policy IAM policy document with the permissions that the goals in use need; null: no function was found
 */
public record Diagnosis(List<Finding> findings, JsonNode policy) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String INDENT = "       ";

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Findings that fail a strict build. */
    public List<Finding> faults() {
        return findings.stream().filter(Finding::isFault).toList();
    }

    /** One line for each finding, and its fix below it. */
    public List<String> lines() {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(1);
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-4s  %-" + width + "s  %s",
                    finding.level().label(),
                    finding.check(),
                    finding.what()));
            if (!finding.fix().isEmpty()) {
                lines.add(INDENT + " ".repeat(width) + " fix: " + finding.fix());
            }
        }
        return lines;
    }

    /** What a strict build says of the faults; empty where there are none. */
    public Optional<String> failure() {
        List<Finding> faults = faults();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("perf:doctor found " + faults.size() + (faults.size() == 1 ? " fault" : " faults")
                        + " and perf.doctor.strict is set:\n"
                        + faults.stream()
                                .map(fault -> "  " + fault.level().label() + " " + fault.check() + ": " + fault.what()
                                        + (fault.fix().isEmpty() ? "" : "\n    fix: " + fault.fix()))
                                .collect(Collectors.joining("\n")));
    }

    /** The policy as a user pastes it. */
    public List<String> policyLines() {
        return policy == null ? List.of() : text(policy).lines().toList();
    }

    /** Writes {@code doctor.json}, and {@code policy.json} where there is a policy. @param directory such as {@code target/perf} */
    public void write(Path directory) {
        ObjectNode document = JSON.createObjectNode().put("schema", "lambda-perf-doctor/1");
        ArrayNode list = document.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("check", finding.check())
                .put("level", finding.level().name())
                .put("what", finding.what())
                .put("fix", finding.fix()));
        RunDirectory.writeAtomically(directory.resolve("doctor.json"), text(document) + "\n");
        if (policy != null) {
            RunDirectory.writeAtomically(directory.resolve("policy.json"), text(policy) + "\n");
        }
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree must be writable as JSON", e);
        }
    }
}
