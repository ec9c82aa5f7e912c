package io.github.lambdaperf.core.record;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the messages that a scenario sent: sent = delivered + in flight + dead-lettered + lost.
 *
 * @param service {@code sqs}, {@code sns} or {@code eventbridge}
 * @param destination queue, topic or bus
 * @param sent messages that the service took
 * @param delivered of these, those that the function took without an error at least once
 * @param inFlight of these, those still queued, or being tried, when the wait for them ended
 * @param deadLettered of these, those in a dead-letter queue or at the on-failure destination
 * @param lost the rest
 * @param duplicates deliveries beyond the first of a message
 * @param retries tries beyond the first of a message
 * @param onSuccess records at the on-success destination
 * @param invocations of the function that delivered them; null: not known
 * @param drained whether the end of every message was known before the deadline
 * @param drainMs from the last send to the end of the wait
 * @param sources figure to where it comes from
 * @param depth of the queue over time
 * @param expectations what the scenario asks of its messages
 * @param notes for the reader
 */
public record DeliveryRecord(
        String service,
        String destination,
        long sent,
        long delivered,
        long inFlight,
        long deadLettered,
        long lost,
        long duplicates,
        long retries,
        long onSuccess,
        Long invocations,
        boolean drained,
        long drainMs,
        SortedMap<String, String> sources,
        List<Depth> depth,
        List<Expectation> expectations,
        List<String> notes) {

    /**
     * The queue at one moment.
     *
     * @param second from the start of the scenario
     * @param waiting messages that nobody has received; without a queue those whose end is not known
     * @param received messages that were received and not yet deleted
     * @param oldestMs age of the oldest message whose end is not known
     */
    public record Depth(int second, long waiting, long received, double oldestMs) {}

    /**
     * A demand and how it came out.
     *
     * @param name such as {@code lost} or the name of a failure
     * @param wanted in words
     * @param found in words
     * @param passed whether it holds
     * @param ids of the first messages that violate it
     */
    public record Expectation(String name, String wanted, String found, boolean passed, List<String> ids) {
        public Expectation {
            ids = List.copyOf(ids);
        }
    }

    public DeliveryRecord {
        sources = new TreeMap<>(sources);
        depth = List.copyOf(depth);
        expectations = List.copyOf(expectations);
        notes = List.copyOf(notes);
    }
}
