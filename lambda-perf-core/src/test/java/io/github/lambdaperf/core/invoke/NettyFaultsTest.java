package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NettyFaultsTest extends InvokeFaultsContract {
    @Override
    FunctionInvoker open(InvokeTarget target, Duration clockOffset) {
        return new NettyInvoker(target, clockOffset);
    }

    @Test
    void aRefusedConnectionIsToldBeforeTheLoad() throws IOException {
        try (FunctionInvoker invoker = invoker(nobody(), Duration.ZERO)) {
            assertThatThrownBy(() -> invoker.open(1))
                    .isInstanceOf(PerfException.class)
                    .hasMessageContaining("no connection to 127.0.0.1:")
                    .hasMessageEndingWith(
                            "nothing listens there: start the endpoint, or correct perf.endpoint or the url");
        }
    }

    @Test
    void anUnknownHostIsToldBeforeTheLoad() {
        try (FunctionInvoker invoker = invoker(URI.create("http://lambda.invalid:80"), Duration.ZERO)) {
            assertThatThrownBy(() -> invoker.open(1))
                    .isInstanceOf(PerfException.class)
                    .hasMessageEndingWith("check the host's name and this machine's DNS");
        }
    }
}
