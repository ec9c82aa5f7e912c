package io.github.lambdaperf.local;

import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.environment.EventInvokeConfig;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.queue.RedrivePolicy;
import io.github.lambdaperf.local.sources.EventSources;
import io.github.lambdaperf.local.sources.MappingSettings;
import io.github.lambdaperf.local.sources.RuleTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Queues, topics and rules that a local target has from its start, made in the order given here. Targets are ARNs, or
 * {@code lambda:NAME}, {@code sqs:NAME}, {@code sns:NAME} and {@code events:BUS} for those of the target's own account.
 */
public final class LocalSources {

    private interface Declaration {
        void make(EventSources sources, FunctionHost host);
    }

    private final List<Declaration> declarations = new ArrayList<>();

    /** A queue with attributes by SQS's names; a name that ends with {@code .fifo} makes a FIFO queue. */
    public LocalSources queue(String name, Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        if (name.endsWith(".fifo")) {
            all.put("FifoQueue", "true");
        }
        return add((sources, host) -> sources.queues().create(name, all));
    }

    /**
     * Lets a queue give up messages to another one; both must have been declared before.
     *
     * @param maxReceiveCount receives of a message before it goes there, 1 to 1000
     */
    public LocalSources deadLetterQueue(String queue, String deadLetterQueue, int maxReceiveCount) {
        return add((sources, host) -> {
            String arn = sources.queues().arn(deadLetterQueue);
            String policy = new RedrivePolicy(arn, maxReceiveCount).json();
            sources.queues()
                    .change(
                            sources.queues()
                                    .find(queue)
                                    .orElseThrow(() -> new IllegalArgumentException("no queue is named " + queue
                                            + "; declare it before its dead-letter queue")),
                            Map.of("RedrivePolicy", policy));
        });
    }

    /** Invokes a function with batches of a queue's messages. */
    public LocalSources eventSource(String function, String queue, MappingSettings settings) {
        return add((sources, host) -> sources.map(sources.queues().arn(queue), function, settings));
    }

    /** A standard topic. */
    public LocalSources topic(String name) {
        return add((sources, host) -> sources.topics().create(name));
    }

    /**
     * Subscribes a function or a queue to a topic.
     *
     * @param endpoint a function or queue, in a form given above
     * @param attributes such as {@code RawMessageDelivery} and {@code FilterPolicy}
     */
    public LocalSources subscription(String topic, String endpoint, Map<String, String> attributes) {
        return add((sources, host) -> {
            String arn = arn(endpoint, host.account());
            String protocol = arn.split(":", -1)[2];
            sources.topics().subscribe(sources.topics().create(topic).arn(), protocol, arn, attributes);
        });
    }

    /**
     * A rule of the default event bus with one target.
     *
     * @param pattern the event pattern as JSON
     * @param target a function, queue or topic, in a form given above
     */
    public LocalSources rule(String name, String pattern, String target) {
        return add((sources, host) -> sources.buses()
                .putRule("default", name, pattern, null, true)
                .targets()
                .put("1", new RuleTarget("1", arn(target, host.account()), null, null, null)));
    }

    /**
     * How a function's asynchronous invocations are treated.
     *
     * @param maximumRetryAttempts 0 to 2
     * @param maximumEventAge 60 s to 6 h
     * @param onSuccess destination in a form given above, null for none
     * @param onFailure destination in a form given above, null for none
     */
    public LocalSources asynchronous(
            String function, int maximumRetryAttempts, Duration maximumEventAge, String onSuccess, String onFailure) {
        return add((sources, host) -> host.asynchronous()
                .configure(
                        function,
                        new EventInvokeConfig(
                                maximumRetryAttempts,
                                maximumEventAge,
                                arn(onSuccess, host.account()),
                                arn(onFailure, host.account()),
                                Instant.now())));
    }

    /** The dead-letter queue or topic of a function's asynchronous invocations, in a form given above. */
    public LocalSources functionDeadLetter(String function, String target) {
        return add((sources, host) -> host.asynchronous().deadLetterTarget(function, arn(target, host.account())));
    }

    private LocalSources add(Declaration declaration) {
        declarations.add(declaration);
        return this;
    }

    void make(EventSources sources, FunctionHost host) {
        declarations.forEach(declaration -> declaration.make(sources, host));
    }

    private static String arn(String target, Account account) {
        if (target == null || target.startsWith("arn:")) {
            return target;
        }
        String name = target.substring(target.indexOf(':') + 1);
        String start = ":" + account.region() + ":" + account.id() + ":";
        return switch (target.substring(0, Math.max(0, target.indexOf(':')))) {
            case "lambda" -> account.functionArn(name);
            case "sqs" -> "arn:aws:sqs" + start + name;
            case "sns" -> "arn:aws:sns" + start + name;
            case "events" -> "arn:aws:events" + start + "event-bus/" + name;
            default ->
                throw new IllegalArgumentException(
                        "'" + target + "' is no target: use an ARN, lambda:NAME, sqs:NAME, sns:NAME or events:BUS");
        };
    }
}
