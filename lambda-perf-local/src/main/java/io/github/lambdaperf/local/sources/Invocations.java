package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.environment.Invocation;
import io.github.lambdaperf.local.environment.InvocationResult;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Invocations that no client's request makes. */
final class Invocations {

    private Invocations() {}

    static Invocation of(byte[] payload, CompletableFuture<InvocationResult> result) {
        String trace = Invocation.newTraceId();
        return new Invocation(UUID.randomUUID().toString(), payload, null, trace, result);
    }

    static Invocation of(String payload) {
        return of(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8), new CompletableFuture<>());
    }
}
