package io.github.lambdaperf.local.insights;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Counts different texts: exactly up to {@value #MOST}, and approximately beyond, as the service does, from the smallest
 * hashes (Bar-Yossef's k minimum values; the standard error is 0.4 %).
 */
final class DistinctCount {
    static final int MOST = 65_536;

    private final Set<Long> hashes = new HashSet<>();
    private final PriorityQueue<Long> largestFirst = new PriorityQueue<>((left, right) -> Long.compare(right, left));
    private boolean more;

    void add(String text) {
        long hash = hash(text) >>> 1;
        if (hashes.size() == MOST) {
            if (hash >= largestFirst.peek()) {
                more |= !hashes.contains(hash);
                return;
            }
            if (hashes.add(hash)) {
                more = true;
                largestFirst.add(hash);
                hashes.remove(largestFirst.poll());
            }
            return;
        }
        if (hashes.add(hash)) {
            largestFirst.add(hash);
        }
    }

    long count() {
        if (!more) {
            return hashes.size();
        }
        return Math.round((MOST - 1) / (largestFirst.peek() / (double) Long.MAX_VALUE));
    }

    /** FNV-1a over the characters, finished by SplitMix64. */
    private static long hash(String text) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100_0000_01B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return hash ^ (hash >>> 31);
    }
}
