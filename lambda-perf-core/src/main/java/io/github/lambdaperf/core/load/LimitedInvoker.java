package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Sends no more than there is left to send; what comes after is never sent, and the run is ended. */
final class LimitedInvoker implements FunctionInvoker {
    private final FunctionInvoker invoker;
    private final AtomicLong left;
    private final Runnable exhausted;

    /** @param left shared by all senders of a run @param exhausted called once and more, on the threads that send */
    LimitedInvoker(FunctionInvoker invoker, AtomicLong left, Runnable exhausted) {
        this.invoker = invoker;
        this.left = left;
        this.exhausted = exhausted;
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        if (left.getAndDecrement() > 0) {
            invoker.invoke(request, listener);
        } else {
            exhausted.run();
        }
    }

    @Override
    public void open(int connections) {
        invoker.open(connections);
    }

    @Override
    public long bytesSent() {
        return invoker.bytesSent();
    }

    @Override
    public long bytesReceived() {
        return invoker.bytesReceived();
    }

    @Override
    public String client() {
        return invoker.client();
    }

    @Override
    public void abandon() {
        invoker.abandon();
    }

    @Override
    public void close() {
        invoker.close();
    }
}
