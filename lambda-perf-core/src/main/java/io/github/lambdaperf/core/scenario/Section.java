package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.scenario.Problems.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A map of a file, read key by key; what does not fit becomes a problem and the value that is then given. */
final class Section {

    /**
     * An entry.
     *
     * @param keyPlace where the key stands
     */
    record Entry(Place keyPlace, Node value) {}

    private final Source source;
    private final Problems problems;
    private final Place place;
    private final Map<String, Entry> entries;

    private Section(Source source, Problems problems, Place place, Map<String, Entry> entries) {
        this.source = source;
        this.problems = problems;
        this.place = place;
        this.entries = entries;
    }

    /** Reads a map; anything else is a problem and reads as an empty map, as nothing does. */
    static Section of(Source source, Node node, String name, Problems problems) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Place keyPlace = source.place(tuple.getKeyNode());
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(keyPlace, "a key of " + name + " must be a text", null, null);
                } else if (entries.put(key.getValue(), new Entry(keyPlace, tuple.getValueNode())) != null) {
                    problems.add(keyPlace, "key '" + key.getValue() + "' stands twice", null, null);
                }
            }
        } else if (!Source.isNull(node)) {
            problems.add(source.place(node), "wrong type of " + name, Source.describe(node), "a map");
        }
        return new Section(source, problems, source.place(node), entries);
    }

    /** The same for a value of this section. */
    Section section(String key) {
        return of(source, node(key), "'" + key + "'", problems);
    }

    /** Makes each key that is not allowed a problem; {@code shown} are those that the message lists. */
    Section allow(Set<String> allowed, Collection<String> shown) {
        entries.forEach((key, entry) -> {
            if (allowed.contains(key)) {
                return;
            }
            if (Keys.NOT_SUPPORTED.containsKey(key)) {
                problems.add(
                        entry.keyPlace(),
                        "k6's option '" + key + "' is not supported: " + Keys.NOT_SUPPORTED.get(key),
                        null,
                        null);
                return;
            }
            problems.add(
                    entry.keyPlace(),
                    "unknown key '" + key + "'" + NearestName.hint(key, allowed),
                    null,
                    String.join(", ", shown));
        });
        return this;
    }

    Section allow(Set<String> allowed) {
        return allow(allowed, allowed);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    Place place() {
        return place;
    }

    Node node(String key) {
        return entries.get(key).value();
    }

    Place place(String key) {
        return source.place(node(key));
    }

    Place keyPlace(String key) {
        return entries.get(key).keyPlace();
    }

    Source source() {
        return source;
    }

    Problems problems() {
        return problems;
    }

    /** A problem unless the key is there. */
    boolean require(String key, String why) {
        if (has(key)) {
            return true;
        }
        problems.add(place, "'" + key + "' is missing: " + why, null, null);
        return false;
    }

    String text(String key, String absent) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        if (Source.isText(node) && !Source.scalar(node).isBlank()) {
            return Source.scalar(node);
        }
        wrong(key, "a text that is not empty");
        return absent;
    }

    boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        if (node.getTag().equals(Tag.BOOL)) {
            return Source.scalar(node).equalsIgnoreCase("true");
        }
        wrong(key, "true or false");
        return absent;
    }

    /** A whole number. */
    long whole(String key, long absent, long least, long most) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        if (Source.isNumber(node)) {
            try {
                double value = Double.parseDouble(Source.scalar(node));
                if (value == Math.rint(value) && value >= least && value <= most) {
                    return (long) value;
                }
            } catch (NumberFormatException e) {
                // Hexadecimal, octal, infinity: as wrong as any other.
            }
        }
        wrong(key, "a whole number, " + least + " or more");
        return absent;
    }

    /** A number. */
    double number(String key, double absent, double least, boolean zero) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        if (Source.isNumber(node)) {
            try {
                double value = Double.parseDouble(Source.scalar(node));
                if (Double.isFinite(value) && value >= least && (zero || value != 0)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // As above.
            }
        }
        wrong(key, zero ? "a number, 0 or more" : "a number greater than 0");
        return absent;
    }

    /** A share or relative change: {@code 5%}, or a number from 0 to 1. */
    Double ratio(String key, Double absent, boolean aboveOne) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        String text = node instanceof ScalarNode ? Source.scalar(node).strip() : "";
        boolean percent = Source.isText(node) && text.endsWith("%");
        if (percent || Source.isNumber(node)) {
            try {
                String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
                double value =
                        percent ? new BigDecimal(digits).movePointLeft(2).doubleValue() : Double.parseDouble(digits);
                if (value >= 0 && (value <= 1 || percent && aboveOne && Double.isFinite(value))) {
                    return value;
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // Falls through to the problem.
            }
        }
        wrong(key, "a percentage such as 5%, or a number from 0 to 1 such as 0.05");
        return absent;
    }

    /** A duration. */
    Duration duration(String key, Duration absent, boolean zero) {
        return has(key) ? duration(node(key), key, absent, zero) : absent;
    }

    private Duration duration(Node node, String key, Duration absent, boolean zero) {
        String allowed = "a duration such as 1m30s or 500ms" + (zero ? "" : ", greater than 0");
        if (!Source.isText(node) && !Source.isNumber(node)) {
            wrong(key, allowed);
            return absent;
        }
        try {
            Duration duration = Durations.parse(Source.scalar(node));
            if (!duration.isNegative() && (zero || !duration.isZero())) {
                return duration;
            }
            problems.add(source.place(node), "'" + key + "' is out of range", Source.scalar(node), allowed);
        } catch (IllegalArgumentException e) {
            problems.add(source.place(node), "wrong value of '" + key + "': " + e.getMessage(), null, null);
        }
        return absent;
    }

    /** One of the names. */
    String oneOf(String key, String absent, List<String> names) {
        if (!has(key)) {
            return absent;
        }
        Node node = node(key);
        if (Source.isText(node) && names.contains(Source.scalar(node))) {
            return Source.scalar(node);
        }
        String hint = Source.isText(node) ? NearestName.hint(Source.scalar(node), names) : "";
        problems.add(
                source.place(node),
                "wrong value of '" + key + "'" + hint,
                Source.describe(node),
                String.join(", ", names));
        return absent;
    }

    /** The items of a list; empty where it is none. */
    List<Node> list(String key, String items) {
        Node node = node(key);
        if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return sequence.getValue();
        }
        if (node instanceof SequenceNode) {
            problems.add(source.place(node), "'" + key + "' is an empty list", null, "a list of " + items);
        } else {
            wrong(key, "a list of " + items);
        }
        return List.of();
    }

    /** Names to texts. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key)) {
            Section section = section(key);
            section.entries.keySet().forEach(name -> {
                Node node = section.node(name);
                if (node instanceof ScalarNode && !Source.isNull(node)) {
                    texts.put(name, Source.scalar(node));
                } else {
                    section.wrong(name, "a text");
                }
            });
        }
        return texts;
    }

    /** A value of the wrong type or out of its range. */
    void wrong(String key, String allowed) {
        problems.add(place(key), "wrong value of '" + key + "'", Source.describe(node(key)), allowed);
    }
}
