package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.PerfException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory sizes as they are written: {@code 128,512,1024}, a range {@code 128-3008/64}, or both. */
public final class MemorySizes {
    /** The guide's. */
    public static final List<Integer> DEFAULT = List.of(128, 256, 512, 1024, 1536, 2048, 3008);

    private static final int LEAST = 128;
    private static final int MOST = 10_240;
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})\\s*-\\s*(\\d{1,6})\\s*/\\s*(\\d{1,6})");

    private MemorySizes() {}

    /**
     * Reads sizes.
     *
     * @param text null or empty: {@link #DEFAULT}
     * @return at least two, ascending
     * @throws PerfException says what is wrong
     */
    public static List<Integer> parse(String text) {
        if (text == null || text.isBlank()) {
            return DEFAULT;
        }
        TreeSet<Integer> sizes = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            add(part.strip(), sizes);
        }
        if (sizes.first() < LEAST || sizes.last() > MOST) {
            throw PerfException.user(
                    "perf.tune.memory is '" + text + "': Lambda's sizes are from " + LEAST + " to " + MOST + " MB");
        }
        if (sizes.size() < 2) {
            throw PerfException.user(
                    "perf.tune.memory is '" + text + "': there must be two sizes at least to choose from");
        }
        return List.copyOf(sizes);
    }

    private static void add(String part, TreeSet<Integer> sizes) {
        Matcher range = RANGE.matcher(part);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = Integer.parseInt(range.group(2));
            int step = Integer.parseInt(range.group(3));
            if (from <= to && step > 0) {
                for (int size = from; size <= to; size += step) {
                    sizes.add(size);
                }
                return;
            }
        } else if (part.matches("\\d{1,6}")) {
            sizes.add(Integer.parseInt(part));
            return;
        }
        throw PerfException.user("perf.tune.memory has '" + part
                + "': write sizes in MB, 128,512,1024, or a range from-to/step, 128-3008/64");
    }
}
