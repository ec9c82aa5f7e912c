package io.github.lambdaperf.core.scenario;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as k6 and Go write them: {@code 1m30s}, {@code 500ms}, {@code 1.5h}, {@code 2d12h}. */
public final class Durations {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([a-zµμ]*)");
    private static final int LONGEST_TEXT = 200;
    private static final BigInteger DAY = BigInteger.valueOf(86_400_000_000_000L);
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private record Unit(String name, long nanos) {}

    private static final List<Unit> FORMAT_UNITS =
            List.of(new Unit("h", 3_600_000_000_000L), new Unit("m", 60_000_000_000L));

    private Durations() {}

    /**
     * Reads Go's syntax (units ns, us, ms, s, m, h), k6's days in front ({@code 2d12h}) and k6's bare number of
     * milliseconds; fractions of a nanosecond are cut.
     *
     * @throws IllegalArgumentException says what is wrong and what is allowed
     */
    public static Duration parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw invalid(text.substring(0, 20) + "...", "it has more than " + LONGEST_TEXT + " characters");
        }
        if (NUMBER.matcher(text).matches()) {
            return nanos(text, new BigDecimal(text).movePointRight(6));
        }
        int day = text.indexOf('d');
        if (day < 0) {
            return nanos(text, new BigDecimal(goNanos(text, text)));
        }
        if (!text.substring(0, day).matches("[+-]?\\d+")) {
            throw invalid(text, "days must be a whole number");
        }
        BigInteger days = new BigInteger(text.substring(0, day));
        String rest = text.substring(day + 1);
        BigInteger hours = rest.isEmpty() ? BigInteger.ZERO : goNanos(rest, text);
        if (hours.signum() < 0) {
            throw invalid(text, "the sign stands in front");
        }
        BigInteger signed = days.signum() < 0 ? hours.negate() : hours;
        return nanos(text, new BigDecimal(days.multiply(DAY).add(signed)));
    }

    /**
     * The shortest of Go's spellings that {@link #parse} reads back: {@code 1m30s}, {@code 5m}, {@code 1.5s},
     * {@code 250ms}, {@code 0s}.
     */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        BigInteger nanos = BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
        StringBuilder text = new StringBuilder(nanos.signum() < 0 ? "-" : "");
        BigInteger rest = nanos.abs();
        if (rest.compareTo(BigInteger.valueOf(1_000_000_000)) < 0) {
            long small = rest.longValueExact();
            return text.append(
                            small < 1_000
                                    ? small + "ns"
                                    : small < 1_000_000 ? decimal(small, 3) + "us" : decimal(small, 6) + "ms")
                    .toString();
        }
        for (Unit unit : FORMAT_UNITS) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(unit.nanos()));
            if (parts[0].signum() > 0) {
                text.append(parts[0]).append(unit.name());
            }
            rest = parts[1];
        }
        return rest.signum() == 0
                ? text.toString()
                : text.append(decimal(rest.longValueExact(), 9)).append('s').toString();
    }

    private static String decimal(long value, int places) {
        return BigDecimal.valueOf(value, places).stripTrailingZeros().toPlainString();
    }

    private static BigInteger goNanos(String text, String whole) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.isEmpty()) {
            throw invalid(whole, "it is empty");
        }
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(unsigned);
        int at = 0;
        while (at < unsigned.length()) {
            if (!part.find(at) || part.start() != at) {
                throw invalid(whole, "'" + unsigned.substring(at) + "' is no number with a unit");
            }
            if (part.group(2).isEmpty()) {
                throw invalid(whole, "'" + part.group(1) + "' has no unit");
            }
            Long unit = NANOS.get(part.group(2));
            if (unit == null) {
                throw invalid(whole, "unknown unit '" + part.group(2) + "'");
            }
            sum = sum.add(new BigDecimal(part.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger());
            at = part.end();
        }
        return negative ? sum.negate() : sum;
    }

    private static Duration nanos(String text, BigDecimal nanos) {
        BigInteger whole = nanos.setScale(0, RoundingMode.DOWN).toBigInteger();
        if (whole.abs().compareTo(LONGEST) > 0) {
            throw invalid(text, "it is longer than 292 years");
        }
        return Duration.ofNanos(whole.longValueExact());
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "'%s' is no duration: %s; write it like 1m30s, 500ms, 2h or as a number of milliseconds",
                text,
                why));
    }
}
