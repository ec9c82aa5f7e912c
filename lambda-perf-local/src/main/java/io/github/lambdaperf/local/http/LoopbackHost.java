package io.github.lambdaperf.local.http;

import java.util.regex.Pattern;

/** Names under which a client on this machine may call. */
final class LoopbackHost {

    private static final Pattern NAME = Pattern.compile(
            "(?:127(?:\\.\\d{1,3}){3}|\\[::1\\]|(?:[a-z0-9_-]+\\.)*localhost)(?::\\d+)?", Pattern.CASE_INSENSITIVE);

    private LoopbackHost() {}

    /** Whether the value of a {@code Host} header, null without one, names this machine's loopback interface. */
    static boolean accepts(String host) {
        return host != null && NAME.matcher(host).matches();
    }
}
