package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.payload.TextTemplate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds columns in templates that the feeder does not have, and rows without a feeder. */
final class RowReferences {
    private final Feeder feeder;
    private final Source source;
    private final Problems problems;

    /** @param feeder of the scenario; null: none */
    RowReferences(Feeder feeder, Source source, Problems problems) {
        this.feeder = feeder;
        this.source = source;
        this.problems = problems;
    }

    void check(Node node) {
        check(node, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen nodes on the way here: an alias may lead back to its own anchor */
    private void check(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            mapping.getValue().stream().map(NodeTuple::getValueNode).forEach(child -> check(child, seen));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(child -> check(child, seen));
        } else if (node instanceof ScalarNode scalar && scalar.getValue().contains("${")) {
            text(scalar);
        }
    }

    private void text(ScalarNode node) {
        Set<String> columns;
        try {
            columns = TextTemplate.columns(node.getValue());
        } catch (IllegalArgumentException e) {
            // told by whoever compiles it
            return;
        }
        if (columns.isEmpty()) {
            return;
        }
        if (feeder == null) {
            problems.add(source.place(node), "'row' needs a 'feeder': its columns are the values of row", null, null);
            return;
        }
        for (String column : columns) {
            if (!feeder.columns().contains(column)) {
                problems.add(
                        source.place(node),
                        "the feeder has no column '" + column + "'" + NearestName.hint(column, feeder.columns()),
                        null,
                        String.join(", ", feeder.columns()));
            }
        }
    }
}
