package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.record.CheckRecord;
import java.util.List;
import java.util.stream.IntStream;

/** How often each check of a scenario has held. Not thread-safe: the recorder that owns it locks. */
final class CheckTally {
    private final List<String> names;
    private final long[] passes;
    private final long[] fails;

    CheckTally(List<String> names) {
        this.names = List.copyOf(names);
        this.passes = new long[names.size()];
        this.fails = new long[names.size()];
    }

    /**
     * Counts what one answer gave.
     *
     * @param held by check, in the order of the names
     * @return true if all held
     */
    boolean add(boolean[] held) {
        boolean all = true;
        for (int i = 0; i < held.length; i++) {
            (held[i] ? passes : fails)[i]++;
            all &= held[i];
        }
        return all;
    }

    /** Adds what a shard counted. */
    void add(List<CheckRecord> records) {
        for (CheckRecord record : records) {
            int index = names.indexOf(record.name());
            passes[index] += record.passes();
            fails[index] += record.fails();
        }
    }

    List<CheckRecord> records() {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new CheckRecord(names.get(i), passes[i], fails[i]))
                .toList();
    }
}
