package io.github.lambdaperf.core.payload;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * Where in a run a payload is made.
 *
 * @param scenario name of the scenario
 * @param runId id of the run
 * @param vu number of the VU, from 1 as in k6
 * @param iteration number of the VU's iteration, from 0 as in k6
 * @param nowMillis clock, milliseconds since 1970
 * @param sequence number within the scenario, in the order of the starts, from 0
 * @param scheduled whether the iteration comes from an arrival schedule: which VU it gets depends on the answers then, its
 *     sequence does not
 * @param row of the feeder: column to text
 */
public record IterationContext(
        String scenario,
        String runId,
        int vu,
        long iteration,
        long nowMillis,
        long sequence,
        boolean scheduled,
        Map<String, String> row) {
    /** Any column has a value, for the try of an expression before there are rows. */
    private static final Map<String, String> ANY_ROW = new AbstractMap<>() {
        @Override
        public String get(Object column) {
            return "1";
        }

        @Override
        public boolean containsKey(Object column) {
            return true;
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return Set.of();
        }
    };

    /** An iteration of a VU, without a feeder. */
    public IterationContext(String scenario, String runId, int vu, long iteration, long nowMillis) {
        this(scenario, runId, vu, iteration, nowMillis, iteration, false, Map.of());
    }

    /** What expressions are tried on. */
    static IterationContext sample() {
        return new IterationContext("scenario", "run", 1, 0, 0, 0, false, ANY_ROW);
    }

    /**
     * One of several messages of this iteration, which each count as an iteration of their own.
     *
     * @param batch messages of an iteration
     * @param index from 0
     * @param ownRow of the feeder
     */
    public IterationContext message(int batch, int index, Map<String, String> ownRow) {
        return new IterationContext(
                scenario, runId, vu, iteration * batch + index, nowMillis, sequence * batch + index, scheduled, ownRow);
    }

    /** The same with a row. */
    public IterationContext with(Map<String, String> newRow) {
        return new IterationContext(scenario, runId, vu, iteration, nowMillis, sequence, scheduled, newRow);
    }

    /** A stream of chance of its own for each iteration; the same seed and iteration give the same. */
    public long stream(long seed) {
        long start = scheduled ? mix(mix(seed)) : mix(mix(seed) + vu);
        return mix(start + (scheduled ? sequence : iteration));
    }

    /** The finalizer of SplitMix64, so that neighbouring iterations have unrelated streams. */
    private static long mix(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
