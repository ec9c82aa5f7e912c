package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts where the messages of a scenario are, so that nothing is counted twice and nothing is left out. */
final class Reconciliation {
    private final Scenario scenario;
    private final SentMessages messages;
    private final Route route;
    private final HandledSource handled;
    private final QueueDepth depth;
    private final Long invocations;

    /**
     * Counts of one scenario.
     *
     * @param handled null: nobody tells what was handled message by message
     * @param depth of the queue at the end
     */
    Reconciliation(
            Scenario scenario,
            SentMessages messages,
            Route route,
            HandledSource handled,
            QueueDepth depth,
            Long invocations) {
        this.scenario = scenario;
        this.messages = messages;
        this.route = route;
        this.handled = handled;
        this.depth = depth;
        this.invocations = invocations;
    }

    DeliveryRecord record(boolean drained, long drainMs, List<DeliveryRecord.Depth> depths, List<String> notes) {
        long sent = messages.sent();
        long delivered = 0;
        long dead = 0;
        long givenUp = 0;
        long duplicates = 0;
        long retries = 0;
        long onSuccess = 0;
        for (long number = 0; number < messages.made(); number++) {
            SentMessages.Message message = messages.get(number);
            if (!message.sent()) {
                continue;
            }
            if (message.handled() > 0) {
                delivered++;
                duplicates += message.handled() - 1;
            } else if (message.deadLetter() || message.onFailure()) {
                dead++;
            } else if (message.givenUp()) {
                givenUp++;
            }
            onSuccess += message.onSuccess() ? 1 : 0;
            retries += message.retries();
        }
        long open = sent - delivered - dead - givenUp;
        long queued = route.queueUrl() == null ? handled == null ? 0 : open : Math.min(open, depth.all());
        if (handled == null) {
            // without an account of its own, what is neither queued nor dead was deleted, and only success deletes
            delivered += open - queued;
            open = queued;
        }
        MessageSpec spec = (MessageSpec) scenario.send();
        if (!drained) {
            notes.add("the messages were waited for " + spec.drain().toSeconds()
                    + " s after the last send: retries can take longer, a queue's by its visibility timeout;"
                    + " 'drain' sets the time");
        }
        return new DeliveryRecord(
                spec.key(),
                spec.destination(),
                sent,
                delivered,
                queued,
                dead,
                open - queued + givenUp,
                duplicates,
                retries,
                onSuccess,
                invocations,
                drained,
                drainMs,
                sources(),
                depths,
                new Expectations(scenario, messages, handled != null)
                        .judge(duplicates, queued, open - queued + givenUp),
                notes);
    }

    private SortedMap<String, String> sources() {
        String each = handled == null ? null : handled.name();
        SortedMap<String, String> sources = new TreeMap<>();
        sources.put("sent", "answers to the sends");
        sources.put("delivered", each != null ? each : "sent - in flight - dead letters");
        sources.put(
                "inFlight", route.queueUrl() != null ? "GetQueueAttributes" : each != null ? each : "cannot be known");
        sources.put(
                "deadLettered",
                route.outlets().isEmpty() ? "there is no queue for them" : "ReceiveMessage from " + outlets());
        sources.put("lost", each != null ? "sent - all others" : "cannot be told from delivered");
        sources.put("retries", each != null ? each : "cannot be known");
        sources.put("endToEnd", each != null ? each : "cannot be known");
        return sources;
    }

    private String outlets() {
        return String.join(
                ", ",
                route.outlets().stream()
                        .map(outlet -> outlet.arn().substring(outlet.arn().lastIndexOf(':') + 1))
                        .toList());
    }
}
