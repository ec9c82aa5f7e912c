package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.PerfException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One generator's share of a load: of whatever is numbered from 0 (arrivals, VUs, iterations) it takes those whose number
 * leaves the remainder {@code index - 1} when divided by {@code count}. The shares of all shards make up the whole.
 *
 * @param index from 1 to {@code count}
 * @param count of shards
 */
public record Shard(int index, int count) {
    /** The whole load. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (index < 1 || index > count) {
            throw new IllegalArgumentException("no shard " + index + " of " + count);
        }
    }

    /** Reads {@code 3/10}; empty where the text is something else. */
    static Optional<Shard> read(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), text);
    }

    /** @param source for the message */
    static Optional<Shard> of(int index, int count, String source) {
        if (index < 1 || index > count) {
            throw PerfException.user("perf.shard: there is no shard " + index + " of " + count + " (" + source
                    + "); they are numbered from 1");
        }
        return Optional.of(new Shard(index, count));
    }

    /** True where there is but one. */
    public boolean whole() {
        return count == 1;
    }

    /** How many of the numbers from 0 to {@code total - 1} are this shard's. */
    public long share(long total) {
        return total <= index - 1 ? 0 : (total - index) / count + 1;
    }

    /** The number in the whole load of this shard's own number, both from 0. */
    public long global(long own) {
        return own * count + index - 1;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
