package io.github.lambdaperf.core.analyze;

import java.time.Duration;
import java.util.List;

/**
 * A Logs Insights query.
 *
 * @param name of its file without the ending
 * @param title of its first line's comment, or the name
 * @param template the text, with <code>${bin}</code> where the size of a time bin belongs
 * @param builtIn false: the user's, run as it is written
 */
public record LogQuery(String name, String title, String template, boolean builtIn) {
    private static final int WANTED_BINS = 30;

    private record Bin(Duration size, String text) {}

    // minutes stop at 60 and hours at 24: larger numbers are cut without a word
    private static final List<Bin> BINS = List.of(
            new Bin(Duration.ofMinutes(1), "1m"),
            new Bin(Duration.ofMinutes(5), "5m"),
            new Bin(Duration.ofMinutes(10), "10m"),
            new Bin(Duration.ofMinutes(15), "15m"),
            new Bin(Duration.ofMinutes(30), "30m"),
            new Bin(Duration.ofHours(1), "1h"));

    /**
     * The text for a whole log group.
     *
     * @param length of the time that is looked at: sets the size of the bins
     */
    public String text(Duration length) {
        return text(length, LogScope.WHOLE_GROUP);
    }

    /**
     * The text to send.
     *
     * @param length of the time that is looked at: sets the size of the bins
     * @param scope which streams count; the user's own queries are not narrowed
     */
    String text(Duration length, LogScope scope) {
        String text = template.replace("${bin}", bin(length));
        return builtIn ? scope.narrow(text) : text;
    }

    /** Smallest bin that needs at most {@value #WANTED_BINS} of its kind for the length, at most an hour. */
    static String bin(Duration length) {
        for (Bin bin : BINS) {
            if (bin.size().multipliedBy(WANTED_BINS).compareTo(length) >= 0) {
                return bin.text();
            }
        }
        return BINS.get(BINS.size() - 1).text();
    }
}
