package io.github.lambdaperf.local.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Messages that may be received, in order. In a FIFO queue a group in flight holds back its later messages. */
final class AvailableMessages {

    private static final class Group {
        private final NavigableSet<StoredMessage> messages =
                new TreeSet<>(Comparator.comparingLong((StoredMessage message) -> message.order));
        private int inFlight;
    }

    private final boolean fifo;
    private final Map<String, Group> groups = new HashMap<>();
    // The groups that have messages and are not held back, the one waiting longest first.
    private final Set<Group> open = new LinkedHashSet<>();
    private int size;

    AvailableMessages(boolean fifo) {
        this.fifo = fifo;
    }

    void add(StoredMessage message) {
        Group group = groups.computeIfAbsent(key(message), key -> new Group());
        group.messages.add(message);
        size++;
        settle(message, group);
    }

    /** Takes out a message that was not received. */
    void remove(StoredMessage message) {
        Group group = groups.get(key(message));
        if (group != null && group.messages.remove(message)) {
            size--;
            settle(message, group);
        }
    }

    /**
     * Takes messages to be received.
     *
     * @param withdrawn asked for each; true when the message has left the queue instead
     */
    List<StoredMessage> take(int most, Predicate<StoredMessage> withdrawn) {
        List<StoredMessage> taken = new ArrayList<>();
        // A group that was taken from is empty or held back, or there are enough.
        while (taken.size() < most && !open.isEmpty()) {
            takeFrom(open.iterator().next(), most, withdrawn, taken);
        }
        return taken;
    }

    private void takeFrom(Group group, int most, Predicate<StoredMessage> withdrawn, List<StoredMessage> taken) {
        StoredMessage last = null;
        Iterator<StoredMessage> messages = group.messages.iterator();
        while (taken.size() < most && messages.hasNext()) {
            last = messages.next();
            messages.remove();
            size--;
            if (!withdrawn.test(last)) {
                group.inFlight++;
                taken.add(last);
            }
        }
        if (last != null) {
            settle(last, group);
        }
    }

    /** A message that was received is deleted or visible again. */
    void released(StoredMessage message) {
        Group group = groups.get(key(message));
        if (group != null) {
            group.inFlight--;
            settle(message, group);
        }
    }

    private void settle(StoredMessage message, Group group) {
        boolean held = fifo && group.inFlight > 0;
        if (group.messages.isEmpty() || held) {
            open.remove(group);
        } else {
            open.add(group);
        }
        if (group.messages.isEmpty() && group.inFlight == 0) {
            groups.remove(key(message));
        }
    }

    int size() {
        return size;
    }

    void clear() {
        groups.clear();
        open.clear();
        size = 0;
    }

    private String key(StoredMessage message) {
        return fifo ? message.content.groupId() : "";
    }
}
