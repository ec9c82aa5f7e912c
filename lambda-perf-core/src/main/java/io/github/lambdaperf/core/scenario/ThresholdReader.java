package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.lambdaperf.core.threshold.MetricType;
import io.github.lambdaperf.core.threshold.Selector;
import io.github.lambdaperf.core.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code thresholds} of a file. */
final class ThresholdReader {
    private static final String ITEMS = "thresholds, such as ['p(95)<3000']";

    private final Section thresholds;
    private final Problems problems;
    private final Map<String, MetricType> metrics;
    private final Set<String> tags;

    ThresholdReader(Section thresholds, Map<String, MetricType> metrics, Set<String> tags) {
        this.thresholds = thresholds;
        this.problems = thresholds.problems();
        this.metrics = metrics;
        this.tags = new TreeSet<>(tags);
    }

    List<ThresholdSpec> read() {
        List<ThresholdSpec> specs = new ArrayList<>();
        Set<String> selectors = new HashSet<>();
        for (String key : thresholds.entries().keySet()) {
            boolean known = selector(key, selectors);
            Set<String> expressions = new HashSet<>();
            for (Node item : items(key)) {
                ThresholdSpec spec = item instanceof MappingNode ? object(key, item) : text(key, item);
                if (spec != null && known) {
                    check(spec, item, expressions);
                    specs.add(spec);
                }
            }
        }
        return specs;
    }

    private boolean selector(String key, Set<String> seen) {
        Selector selector;
        try {
            selector = Selector.parse(key);
        } catch (IllegalArgumentException e) {
            problems.add(thresholds.keyPlace(key), e.getMessage(), null, null);
            return false;
        }
        if (!seen.add(selector.label())) {
            problems.add(
                    thresholds.keyPlace(key), "the metric '" + selector.label() + "' stands twice", null, "one list");
        }
        for (String tag : selector.tags().keySet()) {
            if (tag.equals("vu") || tag.equals("iter")) {
                problems.add(
                        thresholds.keyPlace(key),
                        "tag '" + tag + "' would never match, it is not recorded",
                        null,
                        null);
            } else if (!tags.contains(tag)) {
                problems.add(
                        thresholds.keyPlace(key),
                        "unknown tag '" + tag + "'" + NearestName.hint(tag, tags),
                        null,
                        String.join(", ", tags));
            }
        }
        if (!metrics.containsKey(selector.metric())) {
            problems.add(
                    thresholds.keyPlace(key),
                    "unknown metric '" + selector.metric() + "'"
                            + NearestName.hint(selector.metric(), metrics.keySet()),
                    null,
                    String.join(", ", new TreeSet<>(metrics.keySet())));
            return false;
        }
        return true;
    }

    private List<Node> items(String key) {
        Node node = thresholds.node(key);
        if (Source.isText(node)) {
            problems.add(
                    source().place(node),
                    "the thresholds of '" + key + "' must be a list, as in k6",
                    Source.describe(node),
                    "['" + Source.scalar(node) + "']");
            return List.of();
        }
        return thresholds.list(key, ITEMS);
    }

    private ThresholdSpec text(String key, Node item) {
        if (!Source.isText(item)) {
            problems.add(
                    source().place(item),
                    "wrong type of a threshold of '" + key + "'",
                    Source.describe(item),
                    "a text, or a map");
            return null;
        }
        return new ThresholdSpec(key, Source.scalar(item), false, null, line(item));
    }

    private ThresholdSpec object(String key, Node item) {
        Section section = Section.of(source(), item, "a threshold", problems).allow(Keys.THRESHOLD);
        boolean abort = section.flag("abortOnFail", false);
        Duration delay = section.duration("delayAbortEval", null, true);
        String expression = section.require("threshold", "such as p(95)<3000") ? section.text("threshold", null) : null;
        return expression == null ? null : new ThresholdSpec(key, expression, abort, delay, line(item));
    }

    private void check(ThresholdSpec spec, Node item, Set<String> seen) {
        Node place = expressionNode(item);
        try {
            Threshold threshold = Threshold.parse(spec.metric(), spec.expression());
            MetricType type = metrics.get(threshold.selector().metric());
            if (spec.abortOnFail() && threshold.limit().refersToBaseline()) {
                problems.add(
                        source().place(place),
                        "'abortOnFail' needs a number: the baseline is not read before the run ends",
                        null,
                        null);
            }
            threshold.mismatch(type).ifPresent(why -> problems.add(source().place(place), why, null, null));
            String canonical =
                    threshold.aggregation().label() + threshold.operator().symbol() + threshold.limit();
            if (!seen.add(canonical)) {
                problems.add(
                        source().place(place), "the threshold '" + spec.expression() + "' stands twice", null, null);
            }
        } catch (IllegalArgumentException e) {
            problems.add(source().place(place), e.getMessage(), null, null);
        }
    }

    private Node expressionNode(Node item) {
        return item instanceof MappingNode ? Source.resolve(item, JsonPointer.valueOf("/threshold")) : item;
    }

    private Source source() {
        return thresholds.source();
    }

    private int line(Node node) {
        return source().place(node).line();
    }
}
