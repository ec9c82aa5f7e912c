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
    private final Told told;
    private final QueueDepth depth;

    /**
     * Counts of one scenario.
     *
     * @param depth of the queue at the end
     */
    Reconciliation(Scenario scenario, SentMessages messages, Route route, Told told, QueueDepth depth) {
        this.scenario = scenario;
        this.messages = messages;
        this.route = route;
        this.told = told;
        this.depth = depth;
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
        long queued = queued(open);
        if (!told.everyMessage()) {
            // what is neither under way nor dead was taken: only success removes a message
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
                told.invocations(),
                drained && (told.everyMessage() || queued == 0),
                drainMs,
                sources(),
                depths,
                new Expectations(scenario, messages, told.everyMessage())
                        .judge(duplicates, queued, open - queued + givenUp),
                notes);
    }

    /** Of the messages whose end is not known, those that are still on their way. */
    private long queued(long open) {
        if (route.queueUrl() != null) {
            return Math.min(open, depth.all());
        }
        return told.everyMessage() || told.succeeded() == null ? open : Math.max(0, open - told.succeeded());
    }

    private SortedMap<String, String> sources() {
        String each = told.account();
        String logged = told.logged() == 0
                ? "cannot be known: the function logs neither its event nor the attribute lambda-perf"
                : "Logs Insights, " + told.logged() + " messages whose mark is in the function's log";
        SortedMap<String, String> sources = new TreeMap<>();
        sources.put("sent", "answers to the sends");
        sources.put("deadLettered", dead());
        sources.put("lost", each != null ? "sent - all others" : "cannot be told from delivered");
        sources.put("retries", each != null ? each : logged);
        sources.put("endToEnd", each != null ? each : logged);
        if (each != null) {
            sources.put("delivered", each);
            sources.put("inFlight", route.queueUrl() != null ? "GetQueueAttributes" : each);
        } else if (route.queueUrl() != null) {
            sources.put("delivered", "sent - in flight - dead letters");
            sources.put("inFlight", "GetQueueAttributes");
        } else {
            String metrics = told.succeeded() == null
                    ? "cannot be known"
                    : "CloudWatch, Invocations - Errors of the run's minutes (other callers count too)";
            sources.put("delivered", metrics);
            sources.put("inFlight", "sent - delivered - dead letters");
        }
        return sources;
    }

    private String dead() {
        return route.outlets().isEmpty() ? "there is no queue for them" : "ReceiveMessage from " + outlets();
    }

    private String outlets() {
        return String.join(
                ", ",
                route.outlets().stream()
                        .map(outlet -> outlet.arn().substring(outlet.arn().lastIndexOf(':') + 1))
                        .toList());
    }
}
