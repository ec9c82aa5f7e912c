package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NettyInvokerTest extends InvokerContract {
    @Override
    FunctionInvoker open(InvokeTarget target) {
        return new NettyInvoker(target);
    }

    @Test
    void connectionsThatWereOpenedBeforehandServe() throws Exception {
        try (ScriptedServer server = new ScriptedServer((number, request, out, socket) -> {
                    out.write(ScriptedServer.answer(200, "", "{}"));
                    return true;
                });
                FunctionInvoker invoker = invoker(server.endpoint(), Duration.ofSeconds(20), 10)) {
            invoker.open(3);
            invoke(invoker);
            invoke(invoker);

            assertThat(server.connections()).isEqualTo(3);
        }
    }
}
