package io.github.lambdaperf.local.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;

/** A message in a queue with its state. */
final class StoredMessage {

    /** Where a message is. */
    enum State {
        DELAYED,
        AVAILABLE,
        IN_FLIGHT,
        GONE
    }

    final String id;
    final OutgoingMessage content;
    final long sentMillis;
    final String sequenceNumber;
    /** ARN of the queue whose redrive policy sent it here, null if it was sent here by a client. */
    final String deadLetterSource;
    /** Position in the queue. */
    final long order;

    State state = State.AVAILABLE;
    /** Ends the delay or the visibility timeout. */
    ScheduledFuture<?> timer;

    long firstReceivedMillis;
    int receivesElsewhere;
    int receives;

    StoredMessage(
            String id,
            OutgoingMessage content,
            long sentMillis,
            String sequenceNumber,
            String deadLetterSource,
            long order) {
        this.id = id;
        this.content = content;
        this.sentMillis = sentMillis;
        this.sequenceNumber = sequenceNumber;
        this.deadLetterSource = deadLetterSource;
        this.order = order;
    }

    String receiptHandle() {
        return ReceiptHandle.of(id, receives);
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    ReceivedMessage received(String senderId) {
        Map<String, String> system = new LinkedHashMap<>();
        system.put("SenderId", senderId);
        system.put("SentTimestamp", Long.toString(sentMillis));
        system.put("ApproximateReceiveCount", Integer.toString(receivesElsewhere + receives));
        system.put("ApproximateFirstReceiveTimestamp", Long.toString(firstReceivedMillis));
        put(system, "SequenceNumber", sequenceNumber);
        put(system, "MessageGroupId", content.groupId());
        put(system, "MessageDeduplicationId", content.deduplicationId());
        put(system, "AWSTraceHeader", content.traceHeader());
        put(system, "DeadLetterQueueSourceArn", deadLetterSource);
        return new ReceivedMessage(id, receiptHandle(), content.body(), content.attributes(), system);
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
