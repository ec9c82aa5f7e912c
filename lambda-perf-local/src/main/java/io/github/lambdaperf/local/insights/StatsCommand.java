package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Command.Named;
import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups rows and computes aggregates over each group.
 *
 * @param outputs expressions over the aggregates, the keys and earlier outputs
 */
record StatsCommand(List<Named> keys, List<Aggregate> aggregates, List<Named> outputs) implements Command {
    @Override
    public Stage open(Stage next, RunOptions run) {
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        return new Stage() {
            @Override
            public void accept(Row row) {
                Value[] values = new Value[keys.size()];
                List<Object> texts = new ArrayList<>(values.length);
                for (int i = 0; i < values.length; i++) {
                    Value value = keys.get(i).expr().eval(row, run);
                    values[i] = value instanceof Json ? null : value;
                    // a time is its own key: to write it for each row would take most of a query's time
                    texts.add(values[i] instanceof Time ? values[i] : Coercion.text(values[i]));
                }
                groups.computeIfAbsent(texts, key -> new Group(values, start())).add(row, run);
            }

            @Override
            public void finish() {
                groups.values().forEach(group -> next.accept(output(group, run)));
                next.finish();
            }
        };
    }

    private List<Aggregate.Accumulator> start() {
        return aggregates.stream().map(Aggregate::start).toList();
    }

    private Row output(Group group, RunOptions run) {
        Row working = new Row(null);
        Row row = new Row(null);
        for (int i = 0; i < keys.size(); i++) {
            working.define(keys.get(i).name(), group.keys[i]);
            row.define(keys.get(i).name(), group.keys[i]);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            working.define(
                    ExpressionCompiler.aggregateName(i),
                    group.accumulators.get(i).result());
        }
        for (Named output : outputs) {
            Value value = output.expr().eval(working, run);
            working.define(output.name(), value);
            row.define(output.name(), value);
        }
        return row;
    }

    private final class Group {
        private final Value[] keys;
        private final List<Aggregate.Accumulator> accumulators;

        Group(Value[] keys, List<Aggregate.Accumulator> accumulators) {
            this.keys = keys;
            this.accumulators = accumulators;
        }

        void add(Row row, RunOptions run) {
            for (int i = 0; i < accumulators.size(); i++) {
                aggregates.get(i).add(accumulators.get(i), row, run);
            }
        }
    }
}
