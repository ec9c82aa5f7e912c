package io.github.lambdaperf.core.payload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns a payload's tree into parts; each expression is tried once on a sample. */
final class TemplateCompiler {
    private static final String REPEAT = "$repeat";
    private static final String ITEM = "$item";
    private static final String JSON = "$json";
    private static final String BASE64 = "$base64";

    private final IterationContext sample;
    private final List<PayloadTemplate.Problem> problems = new ArrayList<>();

    TemplateCompiler(IterationContext sample) {
        this.sample = sample;
    }

    List<PayloadTemplate.Problem> problems() {
        return List.copyOf(problems);
    }

    List<TemplatePart> compile(JsonNode payload) {
        Output output = new Output();
        node(payload, JsonPointer.empty(), output, false);
        return output.parts();
    }

    private void node(JsonNode node, JsonPointer place, Output output, boolean inList) {
        if (node.isObject() && (node.has(REPEAT) || node.has(ITEM))) {
            repeat(node, place, output, inList);
        } else if (node.has(EventTemplates.EVENT)) {
            event(node, place, output, inList);
        } else if (node.has(JSON) || node.has(BASE64)) {
            encoded(node, place, output, inList);
        } else if (node.isObject()) {
            output.constant("{");
            String separator = "";
            for (var field : node.properties()) {
                output.constant(separator);
                output.constant(JsonBuffer.json(field.getKey()));
                output.constant(":");
                node(field.getValue(), place.appendProperty(field.getKey()), output, inList);
                separator = ",";
            }
            output.constant("}");
        } else if (node.isArray()) {
            output.constant("[");
            for (int index = 0; index < node.size(); index++) {
                output.constant(index == 0 ? "" : ",");
                node(node.get(index), place.appendIndex(index), output, inList);
            }
            output.constant("]");
        } else if (node.isTextual()) {
            text(node.textValue(), place, output, inList);
        } else {
            output.constant(JsonBuffer.json(node));
        }
    }

    private void text(String text, JsonPointer place, Output output, boolean inList) {
        List<TemplateText.Piece> pieces;
        try {
            pieces = TemplateText.split(text);
        } catch (IllegalArgumentException e) {
            problem(place, e.getMessage());
            return;
        }
        if (pieces.size() == 1 && pieces.get(0).expression()) {
            Expression expression = expression(pieces.get(0).text(), place, inList);
            if (expression != null) {
                output.part(tried(new TemplatePart.Value(expression), place));
            }
            return;
        }
        output.constant("\"");
        for (TemplateText.Piece piece : pieces) {
            if (!piece.expression()) {
                output.constant(JsonBuffer.quoted(piece.text()));
                continue;
            }
            Expression expression = expression(piece.text(), place, inList);
            if (expression != null) {
                output.part(tried(new TemplatePart.Text(expression, piece.text()), place));
            }
        }
        output.constant("\"");
    }

    private void repeat(JsonNode node, JsonPointer place, Output output, boolean inList) {
        if (!node.has(REPEAT) || !node.has(ITEM) || node.size() != 2) {
            problem(place, "a generated list has the two fields $repeat and $item, and no other");
            return;
        }
        JsonPointer countPlace = place.appendProperty(REPEAT);
        String source = source(node.get(REPEAT));
        if (source == null) {
            problem(countPlace, "$repeat must be a number or one ${expression}, found " + node.get(REPEAT));
            return;
        }
        Output item = new Output();
        node(node.get(ITEM), place.appendProperty(ITEM), item, true);
        Expression count = expression(source, countPlace, inList);
        if (count != null) {
            tried(new TemplatePart.Repeat(count, source, List.of()), countPlace);
            output.part(new TemplatePart.Repeat(count, source, item.parts()));
        }
    }

    private void event(JsonNode node, JsonPointer place, Output output, boolean inList) {
        int before = problems.size();
        try {
            node(EventTemplates.expand(node), place, output, inList);
            // the file holds the call, not the event
            for (int i = before; i < problems.size(); i++) {
                problems.set(
                        i, new PayloadTemplate.Problem(place, problems.get(i).message()));
            }
        } catch (IllegalArgumentException e) {
            problem(place, e.getMessage());
        }
    }

    private void encoded(JsonNode node, JsonPointer place, Output output, boolean inList) {
        String key = node.has(JSON) ? JSON : BASE64;
        if (node.size() != 1) {
            problem(place, "an object with " + key + " has no other field: it becomes a text");
            return;
        }
        Output inner = new Output();
        node(node.get(key), place.appendProperty(key), inner, inList);
        output.part(
                key.equals(JSON)
                        ? new TemplatePart.JsonText(inner.parts())
                        : new TemplatePart.Base64Text(inner.parts()));
    }

    private static String source(JsonNode count) {
        if (count.isNumber()) {
            return count.asText();
        }
        if (count.isTextual()) {
            String text = count.textValue().strip();
            if (text.startsWith("${") && text.endsWith("}")) {
                return text.substring(2, text.length() - 1).strip();
            }
        }
        return null;
    }

    private Expression expression(String text, JsonPointer place, boolean inList) {
        Set<String> variables = new HashSet<>(PayloadFunctions.VARIABLES);
        if (!inList) {
            variables.remove("index");
        }
        try {
            return Expression.compile(text, variables, PayloadFunctions.NAMES);
        } catch (IllegalArgumentException e) {
            problem(place, e.getMessage());
            return null;
        }
    }

    private TemplatePart tried(TemplatePart part, JsonPointer place) {
        try {
            part.render(new PayloadFunctions(sample, 0), new JsonBuffer(0));
        } catch (IllegalArgumentException e) {
            problem(place, e.getMessage());
        }
        return part;
    }

    private void problem(JsonPointer place, String message) {
        problems.add(new PayloadTemplate.Problem(place, message));
    }

    /** Parts, with neighbouring constants made one. */
    private static final class Output {
        private final List<TemplatePart> parts = new ArrayList<>();
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        void constant(String text) {
            constant(text.getBytes(StandardCharsets.UTF_8));
        }

        void constant(byte[] bytes) {
            pending.writeBytes(bytes);
        }

        void part(TemplatePart part) {
            flush();
            parts.add(part);
        }

        List<TemplatePart> parts() {
            flush();
            return List.copyOf(parts);
        }

        private void flush() {
            if (pending.size() > 0) {
                parts.add(new TemplatePart.Constant(pending.toByteArray()));
                pending.reset();
            }
        }
    }
}
