package io.github.lambdaperf.local.environment;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tracing header as Lambda passes it on.
 *
 * @param root the trace's id, {@code 1-} and two hexadecimal parts
 * @param segment id of the function's segment
 * @param sampled whether the trace is kept
 */
record TraceHeader(String root, String segment, boolean sampled) {

    private static final Pattern ROOT = Pattern.compile("Root=(1-[0-9a-f]{8}-[0-9a-f]{24})");

    /**
     * The header of an invocation. With active tracing Lambda samples what the caller has not decided on; this target all of
     * it.
     */
    static TraceHeader of(String incoming, boolean active) {
        Matcher root = ROOT.matcher(incoming);
        String segment = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        boolean decided = incoming.contains("Sampled=");
        boolean sampled = decided ? incoming.contains("Sampled=1") : active;
        return root.find()
                ? new TraceHeader(root.group(1), segment, sampled)
                : new TraceHeader(incoming, segment, false);
    }

    /** Value of {@code Lambda-Runtime-Trace-Id}. */
    String value() {
        return root.startsWith("1-") ? "Root=" + root + ";Parent=" + segment + ";Sampled=" + (sampled ? 1 : 0) : root;
    }
}
