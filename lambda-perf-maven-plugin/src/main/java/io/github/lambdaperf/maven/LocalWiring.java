package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.LocalDelivery;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import io.github.lambdaperf.local.LocalSources;
import io.github.lambdaperf.local.sources.MappingSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leads the queues, topics and buses of scenarios to the function on the local target, each with a dead-letter queue. */
final class LocalWiring {
    /** Ends the names of dead-letter queues. */
    private static final String DEAD = "-dlq";
    /** Ends the name of the on-failure destination of a function. */
    private static final String FAILURES = "-failures";
    /** Ends the name of its on-success destination. */
    private static final String SUCCESSES = "-successes";

    private final LocalSources sources = new LocalSources();
    private final Map<String, SqsSpec> queues = new HashMap<>();
    private final String function;
    private final Duration timeout;
    private int maximumRetryAttempts = -1;
    private int rules;

    private LocalWiring(String function, Duration timeout) {
        this.function = function;
        this.timeout = timeout;
    }

    /** What the scenarios need. @param timeout of the function */
    static LocalSources of(List<Scenario> scenarios, String function, Duration timeout) {
        LocalWiring wiring = new LocalWiring(function, timeout);
        for (Scenario scenario : scenarios) {
            if (scenario.send() instanceof MessageSpec message) {
                wiring.add(scenario.name(), message);
            }
        }
        return wiring.sources;
    }

    private void add(String scenario, MessageSpec message) {
        if (message instanceof SqsSpec sqs) {
            queue(scenario, sqs);
            return;
        }
        asynchronous(scenario, message.local());
        if (message instanceof SnsSpec sns) {
            sources.topic(sns.topicName()).subscription(sns.topicName(), "lambda:" + function, Map.of());
        } else if (message instanceof EventBridgeSpec event) {
            if (!event.busName().equals("default")) {
                throw PerfException.user("scenario " + scenario + ": the local target delivers events of the bus"
                        + " 'default' only; leave out 'bus', or run with -Dperf.target=aws");
            }
            // the source may be a template, so that the mark is what the rule goes by
            String pattern = "{\"resources\":[{\"prefix\":\"lambda-perf/\"}]}";
            sources.rule("lambda-perf-" + rules++, pattern, "lambda:" + function);
        }
    }

    private void queue(String scenario, SqsSpec spec) {
        SqsSpec known = queues.putIfAbsent(spec.queueName(), spec);
        if (known != null) {
            if (!known.local().equals(spec.local())) {
                throw PerfException.user("scenario " + scenario + ": another scenario sets up the queue "
                        + spec.queueName() + " with other 'local' settings");
            }
            return;
        }
        String name = spec.queueName();
        String dead = spec.fifo() ? name.substring(0, name.length() - ".fifo".length()) + DEAD + ".fifo" : name + DEAD;
        LocalDelivery local = spec.local();
        Duration visibility = local.visibilityTimeout() != null ? local.visibilityTimeout() : timeout.multipliedBy(6);
        if (visibility.compareTo(timeout) < 0) {
            throw PerfException.user("scenario " + scenario + ": the visibility timeout of the queue " + name + ", "
                    + visibility.toSeconds() + " s, is shorter than the function's timeout, " + timeout.toSeconds()
                    + " s, which Lambda refuses: raise 'local.visibilityTimeout', or lower perf.timeout");
        }
        try {
            sources.queue(dead, Map.of())
                    .queue(name, Map.of("VisibilityTimeout", Long.toString(Math.max(1, visibility.toSeconds()))))
                    .deadLetterQueue(name, dead, local.maxReceiveCount())
                    .eventSource(
                            function,
                            name,
                            MappingSettings.defaults()
                                    .withWindow(local.batchingWindow())
                                    .withBatchSize(local.batchSize())
                                    .withMaximumConcurrency(local.maximumConcurrency())
                                    .withReportsItems(local.reportBatchItemFailures()));
        } catch (IllegalArgumentException e) {
            throw PerfException.user("scenario " + scenario + ": " + e.getMessage());
        }
    }

    private void asynchronous(String scenario, LocalDelivery local) {
        if (maximumRetryAttempts >= 0) {
            if (maximumRetryAttempts != local.maximumRetryAttempts()) {
                throw PerfException.user("scenario " + scenario
                        + ": another scenario sets up the function with another 'maximumRetryAttempts'");
            }
            return;
        }
        maximumRetryAttempts = local.maximumRetryAttempts();
        sources.queue(function + FAILURES, Map.of())
                .queue(function + SUCCESSES, Map.of())
                .asynchronous(
                        function,
                        maximumRetryAttempts,
                        Duration.ofHours(6),
                        "sqs:" + function + SUCCESSES,
                        "sqs:" + function + FAILURES);
    }
}
