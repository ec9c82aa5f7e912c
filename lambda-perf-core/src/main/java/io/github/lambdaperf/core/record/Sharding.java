package io.github.lambdaperf.core.record;

import java.time.Instant;
import java.util.List;

/**
 * How a load was shared out over several generators.
 *
 * @param index of the shard whose record this is, from 1; null: the record is merged of shards
 * @param count of shards
 * @param startAt common start of the shards; null: each began when it was ready
 * @param runs ids of the records that were merged, by their index; empty on a shard's own
 */
public record Sharding(Integer index, int count, Instant startAt, List<String> runs) {
    public Sharding {
        runs = runs == null ? List.of() : List.copyOf(runs);
    }
}
