package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.payload.TextTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code sqs:}, {@code sns:} and {@code eventbridge:} sections of a scenario file. */
final class MessageReader {
    /** SQS takes 10 attributes; one is the mark that messages are recognised by. */
    private static final int MOST_ATTRIBUTES = 9;

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final Section section;

    MessageReader(Section section) {
        this.section = section;
    }

    SqsSpec sqs() {
        section.allow(Keys.SQS);
        section.require("queue", "the name, URL or ARN of the queue");
        String queue = section.text("queue", "queue");
        boolean fifo = queue.endsWith(".fifo");
        String group = template("group");
        if (fifo && group == null) {
            section.require("group", "a FIFO queue wants a message group, such as '${vu}'");
        }
        for (String key : Set.of("group", "deduplication")) {
            if (!fifo && section.has(key)) {
                section.problems()
                        .add(
                                section.keyPlace(key),
                                "'" + key + "' belongs to a FIFO queue, whose name ends with .fifo",
                                null,
                                null);
            }
        }
        Duration delay = section.duration("delay", Duration.ZERO, true);
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            section.wrong("delay", "a duration of at most 15m");
        }
        if (fifo && section.has("delay")) {
            section.problems().add(section.keyPlace("delay"), "a FIFO queue has no delay of a message", null, null);
        }
        return new SqsSpec(
                section.text("function", null),
                queue,
                batch(),
                attributes(),
                group,
                template("deduplication"),
                delay,
                drain(),
                local(Keys.LOCAL_QUEUE, fifo));
    }

    SnsSpec sns() {
        section.allow(Keys.SNS);
        section.require("topic", "the name or ARN of the topic");
        return new SnsSpec(
                section.text("function", null),
                section.text("topic", "topic"),
                batch(),
                attributes(),
                template("subject"),
                drain(),
                local(Keys.LOCAL_ASYNCHRONOUS, false));
    }

    EventBridgeSpec eventBridge() {
        section.allow(Keys.EVENT_BRIDGE);
        section.require("source", "the source of the events, such as com.example.orders");
        String source = template("source");
        if (source != null && source.startsWith("aws.")) {
            section.wrong("source", "a source that does not begin with aws., which is kept for AWS's own");
        }
        return new EventBridgeSpec(
                section.text("function", null),
                section.text("bus", "default"),
                source,
                section.has("detailType") ? template("detailType") : "lambda-perf",
                batch(),
                drain(),
                local(Keys.LOCAL_ASYNCHRONOUS, false));
    }

    private int batch() {
        return (int) section.whole("batch", 1, 1, 10);
    }

    private Duration drain() {
        return section.duration("drain", DRAIN, true);
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = section.texts("attributes");
        attributes.forEach(
                (name, text) -> compiled(section.section("attributes").node(name), text));
        if (attributes.size() > MOST_ATTRIBUTES) {
            section.wrong(
                    "attributes",
                    "at most " + MOST_ATTRIBUTES + " attributes: SQS takes 10, and one is what messages are"
                            + " recognised by");
        }
        return attributes;
    }

    private String template(String key) {
        String text = section.text(key, null);
        if (text != null) {
            compiled(section.node(key), text);
        }
        return text;
    }

    private void compiled(Node node, String text) {
        try {
            TextTemplate.compile(text, 0);
        } catch (IllegalArgumentException e) {
            section.problems().add(section.source().place(node), e.getMessage(), null, null);
        }
    }

    private LocalDelivery local(Set<String> keys, boolean fifo) {
        LocalDelivery defaults = LocalDelivery.defaults();
        if (!section.has("local")) {
            return defaults;
        }
        Section local = section.section("local").allow(keys);
        int batchSize = (int) local.whole("batchSize", defaults.batchSize(), 1, fifo ? 10 : 10_000);
        Duration window = local.duration("batchingWindow", defaults.batchingWindow(), true);
        if (batchSize > 10 && window.compareTo(Duration.ofSeconds(1)) < 0) {
            local.wrong("batchSize", "10 or less, or 'batchingWindow: 1s' or more beside it, as Lambda asks for");
        }
        if (local.has("maximumConcurrency")) {
            local.whole("maximumConcurrency", 2, 2, 1000);
        }
        return new LocalDelivery(
                batchSize,
                window,
                (int) local.whole("maximumConcurrency", 0, 0, 1000),
                local.flag("reportBatchItemFailures", defaults.reportBatchItemFailures()),
                local.duration("visibilityTimeout", null, false),
                (int) local.whole("maxReceiveCount", defaults.maxReceiveCount(), 1, 1000),
                (int) local.whole("maximumRetryAttempts", defaults.maximumRetryAttempts(), 0, 2));
    }
}
