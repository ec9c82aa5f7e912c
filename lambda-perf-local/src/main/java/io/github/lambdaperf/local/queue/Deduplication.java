package io.github.lambdaperf.local.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What a FIFO queue has accepted within the last five minutes. */
final class Deduplication {

    // The deduplication interval of SQS.
    private static final long INTERVAL_MILLIS = 300_000;

    private record Accepted(String key, long millis) {}

    private final Map<String, SentMessage> receipts = new HashMap<>();
    private final Deque<Accepted> byTime = new ArrayDeque<>();

    /** The receipt of the message accepted under that key, or null. */
    SentMessage earlier(String key, long nowMillis) {
        while (!byTime.isEmpty() && nowMillis - byTime.peekFirst().millis() >= INTERVAL_MILLIS) {
            receipts.remove(byTime.pollFirst().key());
        }
        return receipts.get(key);
    }

    void accepted(String key, SentMessage receipt, long nowMillis) {
        receipts.put(key, receipt);
        byTime.addLast(new Accepted(key, nowMillis));
    }
}
