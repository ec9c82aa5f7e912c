package io.github.lambdaperf.local.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One queue. Confined to its executor. */
public final class Queue {

    // SQS's quotas of messages in flight.
    private static final int MOST_IN_FLIGHT = 120_000;

    private static final class Receiver {
        private final int most;
        private final Duration visibility;
        private final CompletableFuture<List<ReceivedMessage>> result = new CompletableFuture<>();
        private ScheduledFuture<?> end;

        Receiver(int most, Duration visibility) {
            this.most = most;
            this.visibility = visibility;
        }
    }

    private final String name;
    private final String arn;
    private final String owner;
    private final ScheduledExecutorService executor;
    private final Function<String, Queue> byArn;
    private final long createdMillis = System.currentTimeMillis();
    private final Map<String, StoredMessage> messages = new HashMap<>();
    private final AvailableMessages available;
    private final Deduplication deduplication = new Deduplication();
    private final Deque<Receiver> receivers = new ArrayDeque<>();
    private QueueSettings settings;
    private long modifiedMillis = createdMillis;
    private long lastOrder;
    private int inFlight;
    private int delayed;
    private boolean serving;

    /**
     * An empty queue.
     *
     * @param owner the account's id
     * @param byArn finds a dead-letter queue, null when there is none of that ARN
     */
    Queue(
            String name,
            String arn,
            String owner,
            QueueSettings settings,
            ScheduledExecutorService executor,
            Function<String, Queue> byArn) {
        this.name = name;
        this.arn = arn;
        this.owner = owner;
        this.settings = settings;
        this.executor = executor;
        this.byArn = byArn;
        this.available = new AvailableMessages(settings.fifo());
    }

    /** The queue's name. */
    public String name() {
        return name;
    }

    /** The queue's ARN. */
    public String arn() {
        return arn;
    }

    /** The attributes its owner set. */
    public QueueSettings settings() {
        return settings;
    }

    /** Replaces the attributes from now on. */
    public void settings(QueueSettings value) {
        settings = value;
        modifiedMillis = System.currentTimeMillis();
    }

    /** Milliseconds of the epoch. */
    public long createdMillis() {
        return createdMillis;
    }

    /** When the attributes were last set, in milliseconds of the epoch. */
    public long modifiedMillis() {
        return modifiedMillis;
    }

    /** Messages that may be received. */
    public int visible() {
        return available.size();
    }

    /** Messages that were received and neither deleted nor visible again. */
    public int inFlight() {
        return inFlight;
    }

    /** Messages whose delay is not over. */
    public int delayed() {
        return delayed;
    }

    /**
     * Accepts a message.
     *
     * @throws QueueException when it is too long or lacks what a FIFO queue asks for
     */
    public SentMessage send(OutgoingMessage message) {
        if (message.body().isEmpty()) {
            throw new QueueException("MissingParameter", "The request must contain the parameter MessageBody.");
        }
        if (message.size() > settings.maximumMessageSize()) {
            throw QueueException.invalid("One or more parameters are invalid. Reason: Message must be shorter than "
                    + settings.maximumMessageSize() + " bytes.");
        }
        return settings.fifo() ? sendInOrder(message) : store(message, null);
    }

    private SentMessage sendInOrder(OutgoingMessage message) {
        if (message.groupId() == null) {
            throw new QueueException("MissingParameter", "The request must contain the parameter MessageGroupId.");
        }
        if (message.delay() != null && !message.delay().isZero()) {
            throw QueueException.invalid("Value " + message.delay().toSeconds()
                    + " for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid"
                    + " for this queue type.");
        }
        String id = message.deduplicationId();
        if (id == null && settings.contentBasedDeduplication()) {
            id = MessageDigests.sha256(message.body());
        }
        if (id == null) {
            throw QueueException.invalid("The queue should either have ContentBasedDeduplication enabled or "
                    + "MessageDeduplicationId provided explicitly");
        }
        long now = System.currentTimeMillis();
        String key = settings.deduplicatesByGroup() ? message.groupId() + " " + id : id;
        SentMessage earlier = deduplication.earlier(key, now);
        if (earlier != null) {
            // The digests are those of this request: clients verify them.
            return receipt(message, earlier.id(), earlier.sequenceNumber());
        }
        OutgoingMessage complete = new OutgoingMessage(
                message.body(), message.attributes(), message.traceHeader(), message.groupId(), id, null);
        SentMessage sent = store(complete, String.format(java.util.Locale.ROOT, "%020d", (lastOrder + 1) << 8));
        deduplication.accepted(key, sent, now);
        return sent;
    }

    private SentMessage store(OutgoingMessage content, String sequenceNumber) {
        StoredMessage message = new StoredMessage(
                UUID.randomUUID().toString(), content, System.currentTimeMillis(), sequenceNumber, null, ++lastOrder);
        messages.put(message.id, message);
        Duration delay = content.delay() != null ? content.delay() : settings.delay();
        if (delay.isZero()) {
            makeAvailable(message);
        } else {
            message.state = StoredMessage.State.DELAYED;
            delayed++;
            message.timer = schedule(delay, () -> {
                delayed--;
                makeAvailable(message);
            });
        }
        return receipt(content, message.id, sequenceNumber);
    }

    private static SentMessage receipt(OutgoingMessage content, String id, String sequenceNumber) {
        return new SentMessage(
                id, MessageDigests.md5(content.body()), MessageDigests.md5(content.attributes()), sequenceNumber);
    }

    /** Takes over a message that another queue has given up. */
    private void acceptDead(StoredMessage dead, String source) {
        StoredMessage message =
                new StoredMessage(dead.id, dead.content, dead.sentMillis, dead.sequenceNumber, source, ++lastOrder);
        message.firstReceivedMillis = dead.firstReceivedMillis;
        message.receivesElsewhere = dead.receivesElsewhere + dead.receives;
        messages.put(message.id, message);
        makeAvailable(message);
    }

    private void makeAvailable(StoredMessage message) {
        message.state = StoredMessage.State.AVAILABLE;
        message.timer = null;
        available.add(message);
        serveSoon();
    }

    // Not at once: what comes in one batch goes to one receiver, and none acts while a queue is being changed.
    private void serveSoon() {
        if (!serving && !receivers.isEmpty()) {
            serving = true;
            executor.execute(() -> {
                serving = false;
                serve();
            });
        }
    }

    private void serve() {
        while (!receivers.isEmpty() && available.size() > 0) {
            Receiver first = receivers.peekFirst();
            if (!first.result.isDone()) {
                List<ReceivedMessage> taken = take(first.most, first.visibility);
                if (taken.isEmpty()) {
                    return;
                }
                first.end.cancel(false);
                receivers.remove(first);
                first.result.complete(taken);
            } else {
                first.end.cancel(false);
                receivers.remove(first);
            }
        }
    }

    /**
     * Receives messages, at once if there are any, else as soon as there are.
     *
     * @param most the most messages wanted, from 1
     * @param visibility how long they stay invisible, null for the queue's own timeout
     * @param wait the longest wait, null for the queue's own
     * @return the messages, none when the wait is over; whoever completes it before receives nothing
     */
    public CompletableFuture<List<ReceivedMessage>> receive(int most, Duration visibility, Duration wait) {
        List<ReceivedMessage> taken = take(most, visibility);
        Duration longest = wait != null ? wait : settings.receiveWait();
        if (!taken.isEmpty() || longest.isZero()) {
            return CompletableFuture.completedFuture(taken);
        }
        Receiver receiver = new Receiver(most, visibility);
        receivers.addLast(receiver);
        receiver.end = schedule(longest, () -> {
            receivers.remove(receiver);
            receiver.result.complete(List.of());
        });
        return receiver.result;
    }

    private List<ReceivedMessage> take(int most, Duration visibility) {
        if (inFlight >= MOST_IN_FLIGHT) {
            if (settings.fifo()) {
                return List.of();
            }
            throw new QueueException("OverLimit", "Too many messages in flight: " + inFlight + ".");
        }
        long now = System.currentTimeMillis();
        Duration hidden = visibility != null ? visibility : settings.visibilityTimeout();
        return available.take(most, message -> withdraw(message, now)).stream()
                .map(message -> deliver(message, now, hidden))
                .toList();
    }

    private boolean withdraw(StoredMessage message, long now) {
        if (now - message.sentMillis > settings.retention().toMillis() && message.deadLetterSource == null) {
            forget(message);
            return true;
        }
        RedrivePolicy redrive = settings.redrive();
        if (redrive == null || message.receives < redrive.maxReceiveCount()) {
            return false;
        }
        Queue target = byArn.apply(redrive.deadLetterTargetArn());
        if (target == null || target == this) {
            return false;
        }
        forget(message);
        target.acceptDead(message, arn);
        return true;
    }

    private ReceivedMessage deliver(StoredMessage message, long now, Duration hidden) {
        message.receives++;
        if (message.firstReceivedMillis == 0) {
            message.firstReceivedMillis = now;
        }
        message.state = StoredMessage.State.IN_FLIGHT;
        inFlight++;
        ReceivedMessage received = message.received(owner);
        hide(message, hidden);
        return received;
    }

    private void hide(StoredMessage message, Duration hidden) {
        message.cancelTimer();
        Runnable again = () -> {
            inFlight--;
            message.state = StoredMessage.State.AVAILABLE;
            message.timer = null;
            available.add(message);
            available.released(message);
            serveSoon();
        };
        message.timer = schedule(hidden, again);
    }

    /**
     * Deletes a received message; one that is gone, or was received again since, is left alone.
     *
     * @throws QueueException for what is no receipt handle
     */
    public void delete(String receiptHandle) {
        ReceiptHandle handle = ReceiptHandle.parse(receiptHandle);
        StoredMessage message = messages.get(handle.messageId());
        if (message == null || message.receives != handle.receive()) {
            return;
        }
        if (message.state == StoredMessage.State.IN_FLIGHT) {
            inFlight--;
            forget(message);
            available.released(message);
            serveSoon();
        } else if (settings.fifo()) {
            throw QueueException.invalid("Value " + receiptHandle
                    + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");
        } else {
            available.remove(message);
            forget(message);
        }
    }

    private void forget(StoredMessage message) {
        message.cancelTimer();
        message.state = StoredMessage.State.GONE;
        messages.remove(message.id);
    }

    /**
     * Sets how long a message in flight stays invisible from now on.
     *
     * @throws QueueException when it is not in flight
     */
    public void changeVisibility(String receiptHandle, Duration visibility) {
        ReceiptHandle handle = ReceiptHandle.parse(receiptHandle);
        StoredMessage message = messages.get(handle.messageId());
        if (message == null) {
            throw QueueException.invalid("Value " + receiptHandle
                    + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for"
                    + " visibility timeout change.");
        }
        if (message.state != StoredMessage.State.IN_FLIGHT || message.receives != handle.receive()) {
            throw new QueueException("MessageNotInflight", "The specified message isn't in flight.");
        }
        hide(message, visibility);
    }

    /** Deletes all messages. */
    public void purge() {
        messages.values().forEach(message -> {
            message.cancelTimer();
            message.state = StoredMessage.State.GONE;
        });
        messages.clear();
        available.clear();
        inFlight = 0;
        delayed = 0;
    }

    /** Ends what waits for messages, with none. */
    void close() {
        purge();
        receivers.forEach(receiver -> {
            receiver.end.cancel(false);
            receiver.result.complete(List.of());
        });
        receivers.clear();
    }

    private ScheduledFuture<?> schedule(Duration delay, Runnable task) {
        return executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
