package io.github.lambdaperf.local.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statistic as CloudWatch spells it: {@code SampleCount}, {@code Average}, {@code Sum}, {@code Minimum}, {@code Maximum},
 * {@code p99.9}, {@code tm95}, {@code TM(5%:95%)}, {@code IQM}. A percentile is the smallest value with at least that share
 * of all samples at or below it (nearest rank).
 */
public final class Statistic {

    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,3}(?:\\.\\d{1,10})?)");
    private static final Pattern TRIMMED = Pattern.compile("tm(\\d{1,2}(?:\\.\\d{1,10})?)");
    private static final Pattern TRIMMED_BOTH =
            Pattern.compile("TM\\((\\d{0,3}(?:\\.\\d{1,10})?)%?:(\\d{0,3}(?:\\.\\d{1,10})?)%?\\)");

    private enum Kind {
        SAMPLE_COUNT,
        AVERAGE,
        SUM,
        MINIMUM,
        MAXIMUM,
        PERCENTILE,
        TRIMMED_MEAN
    }

    private final Kind kind;
    private final double from;
    private final double to;

    private Statistic(Kind kind, double from, double to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    /** The statistic of that name, empty when there is none. */
    public static Optional<Statistic> parse(String text) {
        return switch (text) {
            case "SampleCount" -> Optional.of(new Statistic(Kind.SAMPLE_COUNT, 0, 100));
            case "Average" -> Optional.of(new Statistic(Kind.AVERAGE, 0, 100));
            case "Sum" -> Optional.of(new Statistic(Kind.SUM, 0, 100));
            case "Minimum" -> Optional.of(new Statistic(Kind.MINIMUM, 0, 100));
            case "Maximum" -> Optional.of(new Statistic(Kind.MAXIMUM, 0, 100));
            case "IQM" -> Optional.of(new Statistic(Kind.TRIMMED_MEAN, 25, 75));
            default -> parseExtended(text);
        };
    }

    private static Optional<Statistic> parseExtended(String text) {
        Matcher percentile = PERCENTILE.matcher(text);
        if (percentile.matches()) {
            return ranged(Kind.PERCENTILE, 0, Double.parseDouble(percentile.group(1)));
        }
        Matcher trimmed = TRIMMED.matcher(text);
        if (trimmed.matches()) {
            return ranged(Kind.TRIMMED_MEAN, 0, Double.parseDouble(trimmed.group(1)));
        }
        Matcher both = TRIMMED_BOTH.matcher(text);
        if (both.matches() && text.contains("%")) {
            double low = both.group(1).isEmpty() ? 0 : Double.parseDouble(both.group(1));
            double high = both.group(2).isEmpty() ? 100 : Double.parseDouble(both.group(2));
            return ranged(Kind.TRIMMED_MEAN, low, high);
        }
        return Optional.empty();
    }

    private static Optional<Statistic> ranged(Kind kind, double low, double high) {
        return low < high && high <= 100 ? Optional.of(new Statistic(kind, low, high)) : Optional.empty();
    }

    /** The percentile, such as 99.9; empty for any other statistic. */
    public OptionalDouble percentile() {
        return kind == Kind.PERCENTILE ? OptionalDouble.of(to) : OptionalDouble.empty();
    }

    /** The value over these samples; empty without samples, or when it needs a distribution that is not known. */
    public OptionalDouble of(MetricBucket samples) {
        if (samples.count() == 0) {
            return OptionalDouble.empty();
        }
        return switch (kind) {
            case SAMPLE_COUNT -> OptionalDouble.of(samples.count());
            case AVERAGE -> OptionalDouble.of(samples.sum() / samples.count());
            case SUM -> OptionalDouble.of(samples.sum());
            case MINIMUM -> OptionalDouble.of(samples.minimum());
            case MAXIMUM -> OptionalDouble.of(samples.maximum());
            case PERCENTILE -> samples.hasDistribution() ? percentile(samples) : OptionalDouble.empty();
            case TRIMMED_MEAN -> samples.hasDistribution() ? trimmedMean(samples) : OptionalDouble.empty();
        };
    }

    private OptionalDouble percentile(MetricBucket samples) {
        // Less a hair, so that 0.999 * 1000 asks for the sample 999.
        double rank = Math.max(1, to / 100 * samples.count() - 1e-9);
        double seen = 0;
        for (Map.Entry<Double, Double> value : samples.values().entrySet()) {
            seen += value.getValue();
            if (seen >= rank) {
                return OptionalDouble.of(value.getKey());
            }
        }
        return OptionalDouble.of(samples.maximum());
    }

    /** The mean of the samples whose rank lies within the two shares; a value on a border counts in part. */
    private OptionalDouble trimmedMean(MetricBucket samples) {
        double low = from / 100 * samples.count();
        double high = to / 100 * samples.count();
        double seen = 0;
        double total = 0;
        for (Map.Entry<Double, Double> value : samples.values().entrySet()) {
            double within = Math.min(high, seen + value.getValue()) - Math.max(low, seen);
            total += Math.max(0, within) * value.getKey();
            seen += value.getValue();
        }
        return OptionalDouble.of(total / (high - low));
    }
}
