package io.github.lambdaperf.core.threshold;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a threshold takes from the samples of a metric, in k6's terms.
 *
 * @param kind which statistic
 * @param percentile 0 to 100 for {@link Kind#PERCENTILE}, else 0
 */
public record Aggregation(Kind kind, double percentile) {
    private static final Pattern PERCENTILE =
            Pattern.compile("p\\(([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\)");

    /** k6's statistics. */
    public enum Kind {
        COUNT("count"),
        RATE("rate"),
        VALUE("value"),
        AVG("avg"),
        MIN("min"),
        MAX("max"),
        MED("med"),
        PERCENTILE("p(N)");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }

        /** k6's spelling; {@code p(N)} stands for all percentiles. */
        public String spelling() {
            return spelling;
        }
    }

    public Aggregation {
        if (kind == Kind.PERCENTILE ? !(percentile >= 0 && percentile <= 100) : percentile != 0) {
            throw new IllegalArgumentException("percentile " + percentile + " of " + kind);
        }
        // Adding a positive zero turns -0.0 into 0.0, so that both are one aggregation.
        percentile += 0.0;
    }

    /** A statistic other than a percentile. */
    public static Aggregation of(Kind kind) {
        return new Aggregation(kind, 0);
    }

    /** The percentile, 0 to 100. */
    public static Aggregation percentile(double percentile) {
        return new Aggregation(Kind.PERCENTILE, percentile);
    }

    /**
     * Reads k6's spelling: a keyword, or {@code p(N)} without blanks.
     *
     * @throws IllegalArgumentException says what is wrong and what is allowed
     */
    public static Aggregation parse(String text) {
        Optional<Kind> keyword = Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.PERCENTILE && kind.spelling().equals(text))
                .findFirst();
        if (keyword.isPresent()) {
            return of(keyword.get());
        }
        Matcher matcher = PERCENTILE.matcher(text);
        if (matcher.matches()) {
            double value = Double.parseDouble(matcher.group(1));
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException("the percentile in '" + text + "' must be from 0 to 100");
            }
            return percentile(value);
        }
        if (text.equals("p")) {
            throw new IllegalArgumentException("'p' needs its percentile: p(95)");
        }
        throw new IllegalArgumentException("unknown aggregation '" + text + "'; allowed: " + allowed());
    }

    /** k6's spelling, canonical: {@code avg}, {@code p(95)}, {@code p(99.9)}. */
    public String label() {
        if (kind != Kind.PERCENTILE) {
            return kind.spelling();
        }
        return "p("
                + new BigDecimal(Double.toString(percentile))
                        .stripTrailingZeros()
                        .toPlainString() + ")";
    }

    private static String allowed() {
        return Arrays.stream(Kind.values()).map(Kind::spelling).collect(Collectors.joining(", "));
    }
}
