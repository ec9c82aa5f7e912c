package io.github.lambdaperf.core.invoke;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/** What goes wrong between two machines, under names of our own: those of classes differ by platform and library. */
public final class ConnectionFault {
    static final String REFUSED = "ConnectionRefused";
    static final String RESET = "ConnectionReset";
    static final String CLOSED = "ConnectionClosed";
    static final String TRUNCATED = "TruncatedAnswer";
    static final String MALFORMED = "MalformedAnswer";
    static final String OVERSIZED = "OversizedAnswer";
    static final String SILENT = "ReadTimeout";
    static final String STALLED = "StalledAnswer";
    static final String NO_CONNECTION = "ConnectTimeout";
    static final String UNKNOWN_HOST = "UnknownHost";
    static final String TLS = "TlsFailure";

    private static final String CUT =
            "look for what ends connections on the way (proxy, NAT, load balancer), and at the function's log";

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(REFUSED, "nothing listens there: start the endpoint, or correct perf.endpoint or the url"),
            Map.entry(RESET, CUT),
            Map.entry(CLOSED, CUT),
            Map.entry(TRUNCATED, CUT),
            Map.entry(
                    MALFORMED, "something that does not speak HTTP answers there: check the endpoint and the proxies"),
            Map.entry(OVERSIZED, "Lambda answers with 6 MB at most, so something else answered: check the endpoint"),
            Map.entry(
                    SILENT, "the function's timeout is over and 30 s more: look for what swallows answers on the way"),
            Map.entry(STALLED, CUT),
            Map.entry(NO_CONNECTION, "check the address, and firewalls and security groups on the way"),
            Map.entry(UNKNOWN_HOST, "check the host's name and this machine's DNS"),
            Map.entry(TLS, "check the endpoint's certificate, and that no proxy puts its own in the place of it"));

    private ConnectionFault() {}

    /** A name that stays the same on every platform; of the exception's class where there is none better. */
    static String name(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        } else if (cause instanceof ConnectTimeoutException) {
            return NO_CONNECTION;
        } else if (cause instanceof ConnectException && message.contains("refused")) {
            return REFUSED;
        } else if (cause instanceof SSLException) {
            return TLS;
        } else if (cause instanceof IOException && (message.contains("reset") || message.contains("broken pipe"))) {
            return RESET;
        } else if (cause instanceof ClosedChannelException) {
            return CLOSED;
        }
        return cause.getClass().getSimpleName();
    }

    /** An error of this machine is never the function's. */
    static InvokeOutcome outcome(Throwable cause) {
        return cause instanceof Error ? InvokeOutcome.GENERATOR_ERROR : InvokeOutcome.CONNECTION_ERROR;
    }

    /** What to do; a general word where the name is not known. */
    public static String remedy(String name) {
        return REMEDIES.getOrDefault(name, "check the network between this machine and the endpoint");
    }
}
