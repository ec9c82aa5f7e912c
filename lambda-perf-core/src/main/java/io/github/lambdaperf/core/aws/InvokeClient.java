package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.util.Arrays;
import java.util.Locale;

/** What sends invocations. */
public enum InvokeClient {
    /** The lean client where the way to Lambda is direct, else the SDK's. */
    AUTO,
    /** The lean client: Netty, with signatures of our own. */
    NETTY,
    /** AWS's own client, at several times the CPU. */
    SDK;

    /** Reads {@code perf.client}. @throws PerfException naming what is allowed */
    public static InvokeClient parse(String text) {
        return Arrays.stream(values())
                .filter(client -> client.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> PerfException.user("perf.client is '" + text + "': it can be auto, netty or sdk"));
    }
}
