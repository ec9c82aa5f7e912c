package io.github.lambdaperf.core.invoke;

import java.util.function.Consumer;

/** Sends invocations to one function: the seam between the load and the wire. No retries, ever. */
public interface FunctionInvoker extends AutoCloseable {

    /**
     * Sends now, on an idle connection or a new one; never blocks and never queues behind another invocation.
     *
     * @param listener called exactly once, on the invoker's own thread; must not block
     */
    void invoke(InvokeRequest request, Consumer<InvokeResponse> listener);

    /** Opens this many connections, handshakes included, before the measurement starts; blocks until they are there. */
    void open(int connections);

    /** Bytes written and read so far, for {@code data_sent} and {@code data_received}. */
    long bytesSent();

    long bytesReceived();

    /** What sends the requests, for the record: {@code netty}, and whose TLS where it is spoken. */
    String client();

    /** Ends all connections; invocations in flight end as {@link InvokeOutcome#CONNECTION_ERROR}. */
    @Override
    void close();

    /**
     * Drops everything that is on its way, to give its memory back at once; nobody is told of an answer any more, and what
     * is asked for later fails. From any thread; does not wait.
     */
    default void abandon() {
        // what holds nothing has nothing to drop
    }
}
