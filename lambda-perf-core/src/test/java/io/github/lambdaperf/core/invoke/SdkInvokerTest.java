package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.aws.InvokeClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkInvokerTest extends InvokerContract {
    private static final URI FAR = URI.create("http://lambda.example.invalid:8080");

    @AfterEach
    void noProxy() {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        System.clearProperty("http.nonProxyHosts");
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
    }

    @Override
    FunctionInvoker open(InvokeTarget target) {
        return new SdkInvoker(target, session(target));
    }

    static AwsSession session(InvokeTarget target) {
        return session(target.endpoint(), InvokeClient.AUTO);
    }

    private static AwsSession session(URI endpoint, InvokeClient client) {
        return new AwsSession(
                new AwsSettings(Optional.of(endpoint), Optional.of("eu-west-1"), Optional.empty(), client));
    }

    private static void proxy(URI address) {
        System.setProperty("http.proxyHost", address.getHost());
        System.setProperty("http.proxyPort", String.valueOf(address.getPort()));
    }

    /** The name has no address: only the proxy can have been asked. */
    @Test
    void goesThroughTheProxyOfTheEnvironment() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer((number, request, out, socket) -> {
            out.write(ScriptedServer.answer(200, "", "{}"));
            return true;
        })) {
            proxy(proxy.endpoint());
            try (FunctionInvoker invoker = invoker(FAR, Duration.ofSeconds(20), 10)) {
                assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.SUCCESS);
            }

            assertThat(session(FAR, InvokeClient.AUTO).sdkSends())
                    .contains("the way to Lambda leads through the proxy 127.0.0.1:"
                            + proxy.endpoint().getPort());
            assertThat(proxy.requests().get(0))
                    .startsWith("POST http://lambda.example.invalid:8080/2015-03-31/functions/orders/invocations");
        }
    }

    /** AWS's endpoints speak HTTPS: the proxy for HTTP is none for them. */
    @Test
    void takesTheProxyOfTheEndpointsScheme() throws Exception {
        URI secure = URI.create("https://lambda.example.invalid");
        try (ScriptedServer proxy = new ScriptedServer((number, request, out, socket) -> false)) {
            proxy(proxy.endpoint());
            assertThat(session(secure, InvokeClient.AUTO).sdkSends()).isEmpty();
            try (FunctionInvoker invoker = invoker(secure, Duration.ofSeconds(20), 10)) {
                assertThat(invoke(invoker).errorType()).isEqualTo(ConnectionFault.UNKNOWN_HOST);
            }
            assertThat(proxy.requests()).isEmpty();

            System.setProperty("https.proxyHost", proxy.endpoint().getHost());
            System.setProperty(
                    "https.proxyPort", String.valueOf(proxy.endpoint().getPort()));
            assertThat(session(secure, InvokeClient.AUTO).sdkSends()).isPresent();
            try (FunctionInvoker invoker = invoker(secure, Duration.ofSeconds(20), 10)) {
                assertThat(invoke(invoker).outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
            }
            assertThat(proxy.requests()).singleElement().asString().startsWith("CONNECT lambda.example.invalid:443 ");
        }
    }

    @Test
    void theLeanClientIsRefusedWhereItWouldGoAnotherWay() {
        proxy(URI.create("http://127.0.0.1:3128"));

        assertThatThrownBy(() -> session(FAR, InvokeClient.NETTY).sdkSends())
                .isInstanceOf(PerfException.class)
                .hasMessage(
                        "perf.client is 'netty', but the way to Lambda leads through the proxy 127.0.0.1:3128, which"
                                + " only the SDK's client follows: leave perf.client out, or set NO_PROXY where a direct way is"
                                + " open");
    }

    @Test
    void aProxyIsNotForHostsThatItExceptsNorForThisMachine() {
        proxy(URI.create("http://127.0.0.1:3128"));

        assertThat(session(URI.create("http://127.0.0.1:4566"), InvokeClient.AUTO)
                        .sdkSends())
                .isEmpty();
        System.setProperty("http.nonProxyHosts", "*.example.invalid");
        assertThat(session(FAR, InvokeClient.AUTO).sdkSends()).isEmpty();
    }

    @Test
    void isTakenWhereItIsAskedFor() {
        assertThat(session(URI.create("http://127.0.0.1:4566"), InvokeClient.SDK)
                        .sdkSends())
                .contains("perf.client=sdk");
        assertThatThrownBy(() -> InvokeClient.parse("curl"))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.client is 'curl': it can be auto, netty or sdk");
    }
}
