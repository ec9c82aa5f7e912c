package io.github.lambdaperf.local.sources;

import io.github.lambdaperf.local.environment.Invocation;
import io.github.lambdaperf.local.environment.InvocationResult;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Invocations that no client's request makes. */
final class Invocations {

    private Invocations() {}

    static Invocation of(byte[] payload, CompletableFuture<InvocationResult> result) {
        String random = UUID.randomUUID().toString().replace("-", "");
        String trace = "Root=1-" + Long.toHexString(Instant.now().getEpochSecond()) + "-" + random.substring(0, 24)
                + ";Parent=" + random.substring(16) + ";Sampled=0";
        return new Invocation(UUID.randomUUID().toString(), payload, null, trace, result);
    }

    static Invocation of(String payload) {
        return of(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8), new CompletableFuture<>());
    }
}
