package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.shard.Shard;

/** Those arrivals of a schedule that are a shard's; random gaps are drawn for all of them, so that shards never overlap. */
final class SharedArrivals implements Arrivals {
    private final Arrivals all;
    private final Shard shard;
    private boolean begun;

    SharedArrivals(Arrivals all, Shard shard) {
        this.all = all;
        this.shard = shard;
    }

    @Override
    public long next() {
        int passed = begun ? shard.count() - 1 : shard.index() - 1;
        begun = true;
        for (int i = 0; i < passed; i++) {
            if (all.next() == END) {
                return END;
            }
        }
        return all.next();
    }

    @Override
    public double rateAt(double secondsFromStart) {
        return all.rateAt(secondsFromStart) / shard.count();
    }
}
