package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.queue.Queue;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.queue.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event source mapping: polls a queue and invokes a function with batches. Confined to the executor. */
public final class QueueMapping {

    private static final Logger LOG = LoggerFactory.getLogger(QueueMapping.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    // The largest payload of an invocation, less the frame around the records.
    private static final int LARGEST_EVENT = 6_291_456 - 64;
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final long NO_CAPACITY_PAUSE_MILLIS = 20;

    private record Batch(Map<String, String> handles, List<ObjectNode> records, long deadlineNanos) {
        byte[] payload() {
            return SqsEvent.of(records).toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private final String uuid;
    private final FunctionDefinition function;
    private final Queue queue;
    private final FunctionHost host;
    private final ScheduledExecutorService executor;
    private final HandledMessages handled;
    private MappingSettings settings;
    private List<EventPattern> filters = List.of();
    private Instant modified;
    private String lastResult = "No records processed";
    private List<ReceivedMessage> gathered = new ArrayList<>();
    private long windowEndNanos;
    private CompletableFuture<List<ReceivedMessage>> poll;
    private int running;
    private boolean deleted;

    QueueMapping(
            String uuid,
            FunctionDefinition function,
            Queue queue,
            MappingSettings settings,
            FunctionHost host,
            ScheduledExecutorService executor,
            HandledMessages handled) {
        this.handled = handled;
        this.uuid = uuid;
        this.function = function;
        this.queue = queue;
        this.host = host;
        this.executor = executor;
        settings(settings);
    }

    /** The mapping's id. */
    public String uuid() {
        return uuid;
    }

    /** The function's name. */
    public String function() {
        return function.name();
    }

    /** The queue that is polled. */
    public Queue queue() {
        return queue;
    }

    /** The settings in force. */
    public MappingSettings settings() {
        return settings;
    }

    /** When the settings were last set. */
    public Instant modified() {
        return modified;
    }

    /** The value of {@code LastProcessingResult}. */
    public String lastResult() {
        return lastResult;
    }

    /** The function's timeout. */
    Duration timeout() {
        return function.timeout();
    }

    /** Sets the settings, from the next batch on. */
    void settings(MappingSettings value) {
        settings = value;
        filters = value.filters().stream().map(EventPattern::parse).toList();
        modified = Instant.now();
        stopPolling();
        poll();
    }

    /** Polls no more; batches at work are finished. */
    void delete() {
        deleted = true;
        stopPolling();
    }

    private void stopPolling() {
        if (poll != null) {
            poll.complete(List.of());
            poll = null;
        }
    }

    private int concurrency() {
        int own = settings.maximumConcurrency();
        return own == 0 ? host.maxConcurrency() : Math.min(own, host.maxConcurrency());
    }

    private void poll() {
        if (deleted || poll != null || gathered.isEmpty() && (!settings.enabled() || running >= concurrency())) {
            return;
        }
        Duration wait = gathered.isEmpty() ? LONG_POLL : Duration.ofNanos(windowEndNanos - System.nanoTime());
        CompletableFuture<List<ReceivedMessage>> mine;
        try {
            mine = queue.receive(
                    settings.batchSize() - gathered.size(), null, wait.isNegative() ? Duration.ZERO : wait);
        } catch (QueueException e) {
            LOG.warn("cannot poll {}: {}", queue.name(), e.getMessage());
            executor.schedule(this::poll, 1, TimeUnit.SECONDS);
            return;
        }
        poll = mine;
        mine.thenAccept(messages -> received(mine, messages));
    }

    private void received(CompletableFuture<List<ReceivedMessage>> from, List<ReceivedMessage> messages) {
        if (poll == from) {
            poll = null;
        }
        for (ReceivedMessage message : messages) {
            if (filters.isEmpty() || filters.stream().anyMatch(filter -> filter.matches(filterable(message)))) {
                if (gathered.isEmpty()) {
                    windowEndNanos = System.nanoTime() + settings.window().toNanos();
                }
                gathered.add(message);
            } else {
                queue.delete(message.receiptHandle());
            }
        }
        boolean full = gathered.size() >= settings.batchSize();
        if (full || !gathered.isEmpty() && System.nanoTime() >= windowEndNanos) {
            List<ReceivedMessage> batch = gathered;
            gathered = new ArrayList<>();
            dispatch(batch);
        }
        // Not within the completion of a poll: a full queue would make this recursive.
        executor.execute(this::poll);
    }

    private static JsonNode filterable(ReceivedMessage message) {
        ObjectNode node = SqsEvent.entry(message, "", "");
        try {
            node.set("body", JSON.readTree(message.body()));
        } catch (JsonProcessingException e) {
            // A body that is no JSON is matched as text.
            return node;
        }
        return node;
    }

    private void dispatch(List<ReceivedMessage> messages) {
        long deadline = System.nanoTime() + queue.settings().visibilityTimeout().toNanos();
        Batch batch = new Batch(new LinkedHashMap<>(), new ArrayList<>(), deadline);
        int size = 0;
        for (ReceivedMessage message : messages) {
            ObjectNode entry =
                    SqsEvent.entry(message, queue.arn(), host.account().region());
            int length = entry.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (size + length > LARGEST_EVENT && size > 0) {
                running++;
                invoke(batch);
                batch = new Batch(new LinkedHashMap<>(), new ArrayList<>(), deadline);
                size = 0;
            }
            size += length;
            batch.handles().put(message.id(), message.receiptHandle());
            batch.records().add(entry);
        }
        running++;
        invoke(batch);
    }

    private void invoke(Batch batch) {
        if (deleted || System.nanoTime() >= batch.deadlineNanos()) {
            lastResult = "PROBLEM: Function call failed";
            finished();
            return;
        }
        CompletableFuture<InvocationResult> result = new CompletableFuture<>();
        if (!host.hasCapacity() || !host.invoke(function.name(), Invocations.of(batch.payload(), result))) {
            // Lambda, too, tries again until the messages are visible again.
            executor.schedule(() -> invoke(batch), NO_CAPACITY_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        result.whenComplete((answer, failure) -> {
            if (answer != null) {
                settle(batch, answer);
            }
            finished();
        });
    }

    private void settle(Batch batch, InvocationResult answer) {
        Set<String> failed = BatchResponse.failed(answer, batch.handles().keySet(), settings.reportsItems());
        lastResult = answer.functionError() == null ? "OK" : "PROBLEM: Function call failed";
        batch.handles().forEach((id, handle) -> {
            if (!failed.contains(id)) {
                delete(handle);
            }
        });
        boolean first = true;
        for (ObjectNode entry : batch.records()) {
            handled.tried(
                    entry.toString(), !failed.contains(entry.path("messageId").asText()), first);
            first = false;
        }
    }

    private void delete(String handle) {
        try {
            queue.delete(handle);
        } catch (QueueException e) {
            // A FIFO queue's message whose visibility timeout ended first; it is received again.
            LOG.debug("{}: {}", queue.name(), e.getMessage());
        }
    }

    private void finished() {
        running--;
        if (!deleted) {
            executor.execute(this::poll);
        }
    }
}
