package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the one target of a scenario file. */
final class TargetReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Section top;

    TargetReader(Section top) {
        this.top = top;
    }

    SendSpec read() {
        String first = null;
        for (String target : top.entries().keySet()) {
            if (!Keys.TARGETS.contains(target)) {
                continue;
            }
            if (first != null) {
                top.problems()
                        .add(
                                top.keyPlace(target),
                                "'" + first + "' and '" + target + "' in one file",
                                null,
                                "exactly one target");
            }
            first = first == null ? target : first;
        }
        if ("http".equals(first)) {
            return new HttpReader(top.section("http")).read(top.has("payload"));
        }
        if (first != null && !first.equals("invoke")) {
            MessageReader messages = new MessageReader(top.section(first));
            return switch (first) {
                case "sqs" -> messages.sqs();
                case "sns" -> messages.sns();
                default -> messages.eventBridge();
            };
        }
        return invoke();
    }

    private InvokeSpec invoke() {
        if (!top.has("invoke")) {
            return new InvokeSpec(null, null, InvokeSpec.Type.REQUEST_RESPONSE, 1, Map.of(), null);
        }
        Section section = top.section("invoke").allow(Keys.INVOKE);
        String wireName = section.oneOf("type", "RequestResponse", List.of("RequestResponse", "Event", "DryRun"));
        InvokeSpec.Type type = InvokeSpec.Type.REQUEST_RESPONSE;
        for (InvokeSpec.Type candidate : InvokeSpec.Type.values()) {
            type = candidate.wireName().equals(wireName) ? candidate : type;
        }
        return new InvokeSpec(
                section.text("function", null),
                section.has("qualifier") && Source.isNumber(section.node("qualifier"))
                        ? Source.scalar(section.node("qualifier"))
                        : section.text("qualifier", null),
                type,
                logTail(section, type),
                clientContext(section),
                section.text("tenantId", null));
    }

    private double logTail(Section section, InvokeSpec.Type type) {
        boolean answers = type == InvokeSpec.Type.REQUEST_RESPONSE;
        if (!section.has("logTail")) {
            return answers ? 1 : 0;
        }
        Node node = section.node("logTail");
        double share = 0;
        if (Source.isText(node) && !Source.scalar(node).endsWith("%")) {
            share = section.oneOf("logTail", "none", List.of("all", "none")).equals("all") ? 1 : 0;
        } else {
            share = section.ratio("logTail", 0.0, false);
        }
        if (share > 0 && !answers) {
            top.problems()
                    .add(
                            section.place("logTail"),
                            "'logTail' needs 'type: RequestResponse', " + type.wireName() + " returns no log",
                            null,
                            "none");
        }
        return share;
    }

    private Map<String, Object> clientContext(Section section) {
        Map<String, Object> context = new HashMap<>();
        if (section.has("clientContext")) {
            Section map = section.section("clientContext");
            for (String key : map.entries().keySet()) {
                if (Source.isNull(map.node(key))) {
                    map.wrong(key, "a value");
                } else {
                    context.put(
                            key, JSON.convertValue(section.source().tree(map.node(key), top.problems()), Object.class));
                }
            }
        }
        return context;
    }
}
