package io.github.lambdaperf.local.environment;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few processes initialise at a time. On Lambda each has a CPU of its own; here a burst of cold starts would share
 * the machine's, each would seem many times slower, and pass the limit of the init phase. A place is given back after two
 * seconds at the latest, for those that wait in their initialisation. Confined to the event loop.
 */
final class StartGate {

    private static final int LONGEST_STAY_SECONDS = 2;

    private record Waiter(String id, Runnable start) {}

    private final int places;
    private final EventLoop loop;
    private final Set<String> inside = new HashSet<>();
    private final Deque<Waiter> outside = new ArrayDeque<>();
    private boolean closed;

    StartGate(int places, EventLoop loop) {
        this.places = places;
        this.loop = loop;
    }

    /** Runs the start now or when its turn comes. */
    void enter(String id, Runnable start) {
        outside.addLast(new Waiter(id, start));
        admit();
    }

    /** Gives the place back; does nothing when that was done. */
    void leave(String id) {
        if (inside.remove(id)) {
            admit();
        }
    }

    private void admit() {
        while (!closed && inside.size() < places && !outside.isEmpty()) {
            Waiter next = outside.pollFirst();
            inside.add(next.id());
            loop.schedule(() -> leave(next.id()), LONGEST_STAY_SECONDS, TimeUnit.SECONDS);
            next.start().run();
        }
    }

    /** Starts nothing any more. */
    void close() {
        closed = true;
        outside.clear();
    }
}
