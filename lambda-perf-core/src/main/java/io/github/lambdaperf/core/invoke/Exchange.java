package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBufAllocator;

/** One request and its answer on a pool's connection, with the instants of its way; but for its making, on the event loop. */
abstract class Exchange {
    private final long asked = System.nanoTime();
    private long connectStart;
    private long connected;
    private long secured;
    private long sent;
    private long written;
    private long firstByte;

    /**
     * The request, asked for when a connection is there, so that a signature is fresh.
     *
     * @return a {@code FullHttpRequest}, or its bytes where the pool takes requests that are {@code encoded}
     */
    abstract Object request(ByteBufAllocator allocator);

    /** The answer is complete. */
    abstract void answered(AnswerHead head, byte[] body, long completedNanos);

    /** There will be no answer. */
    abstract void failed(InvokeOutcome outcome, String type, String message);

    final void failed(Throwable cause) {
        failed(ConnectionFault.outcome(cause), ConnectionFault.name(cause), cause.getMessage());
    }

    final void connecting() {
        connectStart = System.nanoTime();
    }

    final void connected() {
        connected = System.nanoTime();
        secured = connected;
    }

    final void secured() {
        secured = System.nanoTime();
    }

    final void sending() {
        sent = System.nanoTime();
    }

    final void written() {
        written = System.nanoTime();
    }

    final void firstByte(long nanos) {
        firstByte = nanos;
    }

    /** {@link System#nanoTime} of the send; of the asking where nothing was sent. */
    final long sentNanos() {
        return sent != 0 ? sent : connectStart != 0 ? connectStart : asked;
    }

    final HttpTimings timings(long completed) {
        boolean opened = connectStart != 0;
        long start = sentNanos();
        // an answer can overtake the notice that the request is written
        long out = written == 0 || firstByte != 0 && written > firstByte ? firstByte : written;
        return new HttpTimings(
                ms(asked, opened ? connectStart : start),
                opened ? ms(connectStart, connected) : 0,
                opened ? ms(connected, secured) : 0,
                ms(sent, out),
                ms(out, firstByte),
                ms(firstByte, completed));
    }

    private static double ms(long from, long to) {
        return from == 0 || to == 0 ? 0 : Math.max(0, to - from) / 1e6;
    }
}
