package io.github.lambdaperf.core.invoke;

import io.netty.channel.SingleThreadEventLoop;

/**
 * A round of an event loop: it looks which connections are ready, and reads from one after the other. What it reads first
 * from any of them had come by the round's begin, though its turn may come after hundreds of others. On the event loop.
 */
final class ReadRound {
    private final SingleThreadEventLoop loop;
    private final Runnable end = this::end;
    private boolean reading;
    private long begin;

    ReadRound(SingleThreadEventLoop loop) {
        this.loop = loop;
    }

    /** The instant of {@link System#nanoTime} at which the loop began to read; now where it begins. */
    long begin() {
        if (!reading) {
            reading = true;
            begin = System.nanoTime();
            loop.executeAfterEventLoopIteration(end);
        }
        return begin;
    }

    private void end() {
        reading = false;
    }
}
