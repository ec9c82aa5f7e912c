package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.scenario.Problems.Place;
import io.github.lambdaperf.core.yaml.YamlNodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML or JSON file as nodes that know their places.
 *
 * @param path of the file
 * @param shown name in messages
 * @param root null: the file is empty
 */
record Source(Path path, String shown, Node root) {
    private static final int DEEPEST = 100;

    /** Reads and composes; empty where that failed, which is then among the problems. */
    static Optional<Source> read(Path path, String shown, Problems problems) {
        try {
            // YAML forbids the tabs that JSON files are often indented with; columns stay the same.
            String text = Files.readString(path).replace("\uFEFF", "");
            String composed = path.toString().endsWith(".json") ? text.replace('\t', ' ') : text;
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(shown)
                    .setSchema(new CoreSchema())
                    .build();
            Iterator<Node> documents = YamlNodes.documents(composed, settings);
            Node root = documents.hasNext() ? documents.next() : null;
            Source source = new Source(path, shown, root);
            if (documents.hasNext()) {
                problems.add(source.place(documents.next()), "a second document begins", null, "one document per file");
                return Optional.empty();
            }
            return Optional.of(source);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .map(mark -> new Place(shown, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Place(shown, 0, 0));
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.add(place, "not YAML: " + e.getProblem() + context, null, null);
        } catch (YamlEngineException e) {
            problems.add(new Place(shown, 0, 0), "not YAML: " + e.getMessage(), null, null);
        } catch (MalformedInputException e) {
            problems.add(new Place(shown, 0, 0), "not text in UTF-8", null, null);
        } catch (IOException e) {
            problems.add(new Place(shown, 0, 0), "cannot be read: " + e, null, null);
        }
        return Optional.empty();
    }

    Place place(Node node) {
        return node.getStartMark()
                .map(mark -> new Place(shown, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(shown, 0, 0));
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** True for texts; the parser's own tag for a plain ${NAME} is one, its substitution is not wanted. */
    static boolean isText(Node node) {
        return node instanceof ScalarNode
                && (node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.ENV_TAG));
    }

    static boolean isNumber(Node node) {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    static String scalar(Node node) {
        return ((ScalarNode) node).getValue();
    }

    /** What a node is, for messages. */
    static String describe(Node node) {
        if (node instanceof MappingNode) {
            return "a map";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        String value = scalar(node);
        String shortened = value.length() > 60 ? value.substring(0, 57) + "..." : value;
        if (isNull(node)) {
            return "nothing";
        }
        if (isText(node)) {
            return "the text '" + shortened + "'";
        }
        if (!isNumber(node) && !node.getTag().equals(Tag.BOOL)) {
            return "a YAML tag (" + node.getTag().getValue() + "); a text that begins with '!' must stand in quotes";
        }
        return shortened;
    }

    /** The tree of a node; what cannot stand in JSON becomes a problem and null. */
    JsonNode tree(Node node, Problems problems) {
        return tree(node, problems, 0);
    }

    private JsonNode tree(Node node, Problems problems, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (depth > DEEPEST || node.isRecursive()) {
            String what = node.isRecursive() ? "a value that contains itself" : "deeper than " + DEEPEST + " levels";
            problems.add(place(node), what, null, null);
            return json.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = json.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(place(tuple.getKeyNode()), "a key must be a text", null, null);
                    continue;
                }
                if (object.has(key.getValue())) {
                    problems.add(place(key), "key '" + key.getValue() + "' stands twice", null, null);
                }
                object.set(key.getValue(), tree(tuple.getValueNode(), problems, depth + 1));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = json.arrayNode();
            sequence.getValue().forEach(item -> array.add(tree(item, problems, depth + 1)));
            return array;
        }
        return scalarTree((ScalarNode) node, problems);
    }

    private JsonNode scalarTree(ScalarNode node, Problems problems) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String value = node.getValue();
        if (isNull(node)) {
            return json.nullNode();
        }
        if (isText(node)) {
            return json.textNode(value);
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return json.booleanNode(value.equalsIgnoreCase("true"));
        }
        try {
            if (node.getTag().equals(Tag.INT)) {
                return integer(value);
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return decimal(value);
            }
            problems.add(place(node), "not a JSON value", describe(node), null);
        } catch (NumberFormatException e) {
            problems.add(place(node), "not a JSON number", value, null);
        }
        return json.nullNode();
    }

    private static JsonNode integer(String value) {
        BigInteger number = value.startsWith("0x")
                ? new BigInteger(value.substring(2), 16)
                : value.startsWith("0o") ? new BigInteger(value.substring(2), 8) : new BigInteger(value);
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (number.bitLength() / 32) {
            case 0 -> json.numberNode(number.intValue());
            case 1 -> json.numberNode(number.longValue());
            default -> json.numberNode(number);
        };
    }

    private static JsonNode decimal(String value) {
        BigDecimal exact = new BigDecimal(value);
        double near = exact.doubleValue();
        boolean same = Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exact) == 0;
        return same ? JsonNodeFactory.instance.numberNode(near) : JsonNodeFactory.instance.numberNode(exact);
    }

    /** The node that a pointer of {@link #tree} leads to. */
    static Node resolve(Node node, JsonPointer pointer) {
        Node at = node;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            Node next = null;
            if (at instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(rest.getMatchingProperty())) {
                        next = tuple.getValueNode();
                    }
                }
            } else if (at instanceof SequenceNode sequence) {
                next = sequence.getValue().get(rest.getMatchingIndex());
            }
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
