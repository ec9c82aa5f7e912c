package io.github.lambdaperf.benchmarks.load;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One signed invocation with the credentials of the environment, to see what a start costs. Argument: endpoint. */
public final class FirstAnswer {
    private FirstAnswer() {}

    /** Runs. */
    public static void main(String[] args) {
        try (AwsSession session = new AwsSession(
                        new AwsSettings(Optional.of(URI.create(args[0])), Optional.of("us-east-1"), Optional.empty()));
                NettyInvoker invoker = new NettyInvoker(new InvokeTarget(
                        session.lambdaEndpoint(),
                        session.region().id(),
                        "f",
                        null,
                        InvokeSpec.Type.REQUEST_RESPONSE,
                        null,
                        null,
                        Duration.ofSeconds(30),
                        1,
                        session.credentials()))) {
            CompletableFuture<InvokeResponse> answer = new CompletableFuture<>();
            byte[] payload = "{\"order\":\"o-1\"}".getBytes(StandardCharsets.UTF_8);
            invoker.invoke(new InvokeRequest(payload, true), answer::complete);
            new PrintStream(System.out, true, StandardCharsets.UTF_8)
                    .println(answer.join().outcome());
        }
    }
}
