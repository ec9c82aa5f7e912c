package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.scenario.ExpectSpec.End;
import io.github.lambdaperf.core.scenario.ExpectSpec.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code failures:} and {@code expect:}. */
final class FailureReader {
    private static final List<String> ENDS =
            Arrays.stream(End.values()).map(End::label).toList();

    private final Section top;

    private final PayloadReader payloads;

    FailureReader(Section top, PayloadReader payloads) {
        this.payloads = payloads;
        this.top = top;
    }

    /** The failures, in the order of the file. @param payload of the scenario, which {@code set} changes; or null */
    List<FailureSpec> failures(SendSpec send, JsonNode payload) {
        if (!top.has("failures")) {
            return List.of();
        }
        if (!(send instanceof MessageSpec)) {
            misplaced("failures");
            return List.of();
        }
        Section section = top.section("failures");
        List<FailureSpec> failures = new ArrayList<>();
        double shares = 0;
        for (String name : section.entries().keySet()) {
            if (name.equals(ExpectSpec.OTHERS) || Keys.EXPECT.contains(name)) {
                section.problems().add(section.keyPlace(name), "a failure cannot be named '" + name + "'", null, null);
                continue;
            }
            Section entry = section.section(name).allow(Keys.FAILURE);
            entry.require("share", "how many of the messages, such as 2%");
            Double share = entry.ratio("share", 0.0, false);
            if (entry.has("share") && share != null && share == 0) {
                entry.wrong("share", "more than 0");
            }
            shares += share == null ? 0 : share;
            failures.add(failure(name, share == null ? 0 : share, entry, payload));
        }
        if (shares > 1) {
            section.problems().add(top.keyPlace("failures"), "the shares add up to more than 100%", null, null);
        }
        return failures;
    }

    private FailureSpec failure(String name, double share, Section entry, JsonNode payload) {
        long forms =
                List.of("payload", "set", "body").stream().filter(entry::has).count();
        if (forms != 1) {
            entry.problems()
                    .add(
                            entry.place(),
                            "failure '" + name + "' needs exactly one of 'payload' (sent instead), 'set' (fields that"
                                    + " are changed in the scenario's own payload) and 'body' (text that need not be"
                                    + " JSON)",
                            null,
                            null);
            return new FailureSpec(name, share, null, null);
        }
        if (entry.has("body")) {
            return new FailureSpec(name, share, null, entry.text("body", ""));
        }
        Node node = entry.node(entry.has("set") ? "set" : "payload");
        JsonNode tree = payloads.template(entry.source(), node);
        if (!entry.has("set")) {
            return new FailureSpec(name, share, tree, null);
        }
        if (!(tree instanceof ObjectNode changes) || !(payload instanceof ObjectNode own)) {
            entry.wrong("set", "a map of fields, beside a payload that is a map");
            return new FailureSpec(name, share, tree, null);
        }
        return new FailureSpec(name, share, own.deepCopy().setAll(changes), null);
    }

    /** The expectations; null where there are none. */
    ExpectSpec expect(SendSpec send, List<FailureSpec> failures) {
        if (!top.has("expect")) {
            return null;
        }
        if (!(send instanceof MessageSpec message)) {
            misplaced("expect");
            return null;
        }
        Section section = top.section("expect");
        Set<String> names = new TreeSet<>(Keys.EXPECT);
        names.add(ExpectSpec.OTHERS);
        failures.forEach(failure -> names.add(failure.name()));
        section.allow(names);
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (String name : section.entries().keySet()) {
            if (names.contains(name) && !Keys.EXPECT.contains(name)) {
                outcomes.put(name, outcome(section.section(name), message));
            }
        }
        return new ExpectSpec(
                section.whole("lost", 0, 0, Long.MAX_VALUE),
                section.whole("duplicates", 0, 0, Long.MAX_VALUE),
                section.whole("inFlight", 0, 0, Long.MAX_VALUE),
                outcomes);
    }

    private Outcome outcome(Section section, MessageSpec message) {
        section.allow(Keys.OUTCOME);
        section.require("ends", "where the messages end: " + String.join(", ", ENDS));
        String label = section.oneOf("ends", End.HANDLED.label(), ENDS);
        End end = Arrays.stream(End.values())
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();
        if (message instanceof SqsSpec && (end == End.ON_FAILURE || end == End.ON_SUCCESS)) {
            section.wrong("ends", "handled or dead-letter: destinations belong to asynchronous invocations");
        }
        Integer retries = section.has("retries") ? (Integer) (int) section.whole("retries", 0, 0, 1000) : null;
        return new Outcome(end, retries);
    }

    private void misplaced(String key) {
        top.problems()
                .add(
                        top.keyPlace(key),
                        "'" + key + "' needs 'sqs', 'sns' or 'eventbridge': what becomes of a message is followed, an"
                                + " invocation has its answer",
                        null,
                        null);
    }
}
