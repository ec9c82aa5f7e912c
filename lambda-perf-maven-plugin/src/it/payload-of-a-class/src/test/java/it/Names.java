package it;

import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSource;
import java.nio.charset.StandardCharsets;

/** Makes the payloads of the scenario; a class of the tests. */
public class Names implements PayloadSource {
    @Override
    public byte[] payload(IterationContext context) {
        return ("{\"name\":\"" + context.row().get("name") + "\",\"number\":" + context.sequence() + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
