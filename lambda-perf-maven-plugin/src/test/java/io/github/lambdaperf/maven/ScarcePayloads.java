package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSource;
import java.nio.charset.StandardCharsets;

/** A user's payloads, of which there are seven. */
public class ScarcePayloads implements PayloadSource {
    @Override
    public byte[] payload(IterationContext context) {
        if (context.sequence() >= 7) {
            throw new IllegalStateException("there is no payload " + context.sequence());
        }
        return "{}".getBytes(StandardCharsets.UTF_8);
    }
}
