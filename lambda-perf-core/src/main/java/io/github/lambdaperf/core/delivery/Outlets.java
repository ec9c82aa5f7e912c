package io.github.lambdaperf.core.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Looks into the queues in which messages end, as the console's "poll for messages" does: nothing is deleted, and what
 * was seen is visible again when this is closed.
 */
final class Outlets implements AutoCloseable {
    private static final int MOST_READ = 10_000;
    private static final int AT_ONCE = 10;

    private final SqsClient client;
    private final Route route;
    private final SentMessages messages;
    private final String stream;
    private final Duration hidden;
    private final Map<String, List<String>> receipts = new HashMap<>();
    private int read;

    /** @param hidden how long messages stay hidden that were seen, should this process be killed */
    Outlets(SqsClient client, Route route, SentMessages messages, String stream, Duration hidden) {
        this.client = client;
        this.route = route;
        this.messages = messages;
        this.stream = stream;
        this.hidden = hidden;
    }

    /** Reads what has come since. */
    void read() {
        for (Route.Outlet outlet : route.outlets()) {
            List<Message> batch = receive(outlet);
            while (!batch.isEmpty()) {
                for (Message message : batch) {
                    note(outlet, message);
                }
                batch = read < MOST_READ ? receive(outlet) : List.of();
            }
        }
    }

    /** Whether there may be more than was read. */
    boolean truncated() {
        return read >= MOST_READ;
    }

    private List<Message> receive(Route.Outlet outlet) {
        return client.receiveMessage(request -> request.queueUrl(outlet.queueUrl())
                        .maxNumberOfMessages(AT_ONCE)
                        .messageAttributeNames("All")
                        .visibilityTimeout((int) hidden.toSeconds()))
                .messages();
    }

    private void note(Route.Outlet outlet, Message message) {
        read++;
        receipts.computeIfAbsent(outlet.queueUrl(), url -> new ArrayList<>()).add(message.receiptHandle());
        StringBuilder text = new StringBuilder(message.body());
        message.messageAttributes().values().forEach(value -> text.append(' ').append(value.stringValue()));
        for (Mark mark : Mark.in(text.toString())) {
            if (mark.stream().equals(stream)) {
                switch (outlet.kind()) {
                    case DEAD_LETTER -> messages.deadLettered(mark.number());
                    case ON_FAILURE -> messages.onFailure(mark.number());
                    case ON_SUCCESS -> messages.onSuccess(mark.number());
                }
            }
        }
    }

    @Override
    public void close() {
        receipts.forEach((url, handles) -> {
            for (int from = 0; from < handles.size(); from += AT_ONCE) {
                List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
                for (int i = from; i < Math.min(from + AT_ONCE, handles.size()); i++) {
                    entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .receiptHandle(handles.get(i))
                            .visibilityTimeout(0)
                            .build());
                }
                release(url, entries);
            }
        });
        receipts.clear();
    }

    private void release(String url, List<ChangeMessageVisibilityBatchRequestEntry> entries) {
        try {
            client.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
        } catch (SdkException e) {
            // They are visible again when their timeout is over.
            return;
        }
    }
}
