package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Command.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Orders rows; equal ones stay in the order in which they came. It holds no more rows than what comes behind it can take.
 *
 * @param keys most significant first
 * @param most rows that are of use behind it; {@link #ALL}, or {@link #DEFAULT_LIMIT} where the run's limit counts
 * @param dedup keeps the first row of each combination of these, and every row that lacks one of them; empty: keeps all
 */
record SortCommand(List<SortKey> keys, int most, List<Expr> dedup) implements Command {
    static final int ALL = Integer.MAX_VALUE;
    static final int DEFAULT_LIMIT = -1;

    private record Keyed(Row row, Value[] values, long arrival) {}

    @Override
    public Stage open(Stage next, RunOptions run) {
        // one more, so that the end can tell that there were more
        long wanted = most == DEFAULT_LIMIT ? run.defaultLimit() + 1L : most;
        return dedup.isEmpty() ? new Sorting(next, run, wanted) : new Distinct(next, run, wanted);
    }

    private Keyed keyed(Row row, RunOptions run, long arrival) {
        Value[] values = new Value[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).value(row, run);
        }
        return new Keyed(row, values, arrival);
    }

    private Comparator<Keyed> order() {
        return (left, right) -> {
            for (int i = 0; i < keys.size(); i++) {
                int order = Undocumented.compareForSort(left.values()[i], right.values()[i]);
                if (order != 0) {
                    return keys.get(i).descending() ? -order : order;
                }
            }
            return Long.compare(left.arrival(), right.arrival());
        };
    }

    /** The best rows, the worst of them at hand. */
    private static final class Best {
        private final Comparator<Keyed> order;
        private final PriorityQueue<Keyed> worstFirst;
        private final long most;

        Best(Comparator<Keyed> order, long most) {
            this.order = order;
            this.worstFirst = new PriorityQueue<>(order.reversed());
            this.most = most;
        }

        void add(Keyed keyed) {
            if (worstFirst.size() < most) {
                worstFirst.add(keyed);
            } else if (most > 0 && order.compare(keyed, worstFirst.peek()) < 0) {
                worstFirst.poll();
                worstFirst.add(keyed);
            }
        }

        List<Keyed> rows() {
            List<Keyed> rows = new ArrayList<>(worstFirst);
            rows.sort(order);
            return rows;
        }
    }

    private final class Sorting implements Stage {
        private final Stage next;
        private final RunOptions run;
        private final Best best;
        private long arrivals;

        Sorting(Stage next, RunOptions run, long wanted) {
            this.next = next;
            this.run = run;
            this.best = new Best(order(), wanted);
        }

        @Override
        public void accept(Row row) {
            best.add(keyed(row, run, arrivals++));
        }

        @Override
        public void finish() {
            best.rows().forEach(keyed -> next.accept(keyed.row()));
            next.finish();
        }
    }

    private final class Distinct implements Stage {
        private final Stage next;
        private final RunOptions run;
        private final Comparator<Keyed> order = order();
        private final Map<List<String>, Keyed> firsts = new HashMap<>();
        private final Best incomplete;
        private final long wanted;
        private long arrivals;

        Distinct(Stage next, RunOptions run, long wanted) {
            this.next = next;
            this.run = run;
            this.wanted = wanted;
            this.incomplete = new Best(order, wanted);
        }

        @Override
        public void accept(Row row) {
            Keyed keyed = keyed(row, run, arrivals++);
            List<String> combination = new ArrayList<>(dedup.size());
            for (Expr field : dedup) {
                combination.add(Coercion.plainText(field.eval(row, run)));
            }
            if (combination.contains(null)) {
                incomplete.add(keyed);
            } else {
                firsts.merge(combination, keyed, (old, more) -> order.compare(more, old) < 0 ? more : old);
            }
        }

        @Override
        public void finish() {
            Best best = new Best(order, wanted);
            firsts.values().forEach(best::add);
            incomplete.rows().forEach(best::add);
            best.rows().forEach(keyed -> next.accept(keyed.row()));
            next.finish();
        }
    }
}
