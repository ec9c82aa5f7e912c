package io.github.lambdaperf.core.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of traces in {@code X-Amzn-Trace-Id}: {@code Root=1-…;Parent=…;Sampled=1}. */
public final class TraceIds {
    private static final Pattern ROOT = Pattern.compile("(?i)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})");

    private TraceIds() {}

    /** The trace's id; null where there is none, or none is kept because the trace is not sampled. */
    public static String sampled(String header) {
        if (header == null || !header.regionMatches(true, Math.max(0, indexOfSampled(header)), "Sampled=1", 0, 9)) {
            return null;
        }
        Matcher root = ROOT.matcher(header);
        return root.find() ? root.group(1) : null;
    }

    private static int indexOfSampled(String header) {
        return header.toLowerCase(java.util.Locale.ROOT).indexOf("sampled=");
    }
}
