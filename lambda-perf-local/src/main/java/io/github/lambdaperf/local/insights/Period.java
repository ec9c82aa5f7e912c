package io.github.lambdaperf.local.insights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * A period such as {@code 5m}: a multiple of a fixed time, or of calendar months.
 *
 * @param millis length of a fixed period, 0 for a calendar period
 * @param months length of a calendar period, 0 for a fixed period
 */
record Period(long millis, int months) {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int EPOCH_MONTH = 1970 * 12;
    private static final long MOST = 10_000;

    /** Reads a period; amounts above the service's caps are silently reduced, as there. */
    static Period parse(String text, Span span) {
        int digits = 0;
        while (Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits > 9) {
            throw new InsightsCompileException("period is too long: " + text, span);
        }
        long amount = Long.parseLong(text.substring(0, digits));
        if (amount == 0) {
            throw new InsightsCompileException("period must be longer than nothing: " + text, span);
        }
        String unit = text.substring(digits).toLowerCase(Locale.ROOT);
        if (unit.length() > 2 && unit.endsWith("s") && !"ms".equals(unit)) {
            unit = unit.substring(0, unit.length() - 1);
        }
        return switch (unit) {
            case "ms", "msec", "millisecond" -> new Period(Math.min(amount, 1000), 0);
            case "s", "sec", "second" -> new Period(Math.min(amount, 60) * SECOND, 0);
            case "m", "min", "minute" -> new Period(Math.min(amount, 60) * MINUTE, 0);
            case "h", "hr", "hour" -> new Period(Math.min(amount, 24) * HOUR, 0);
            case "d", "day" -> new Period(Math.min(amount, MOST) * DAY, 0);
            case "w", "week" -> new Period(Math.min(amount, MOST) * 7 * DAY, 0);
            case "mo", "mon", "month" -> new Period(0, (int) Math.min(amount, MOST));
            case "q", "qtr", "quarter" -> new Period(0, (int) Math.min(amount, MOST) * 3);
            case "y", "yr", "year" -> new Period(0, (int) Math.min(amount, MOST) * 12);
            default ->
                throw new InsightsCompileException(
                        "unknown unit in period " + text + "; use ms, s, m, h, d, w, mo, q or y", span);
        };
    }

    /** The last boundary at or before a time, epoch milliseconds UTC. */
    long floor(long epochMillis) {
        if (months == 0) {
            return Math.floorDiv(epochMillis, millis) * millis;
        }
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
        int index = date.getYear() * 12 + date.getMonthValue() - 1 - EPOCH_MONTH;
        return startOfMonth(Math.floorDiv(index, months) * months);
    }

    /** The first boundary at or after a time. */
    long ceil(long epochMillis) {
        long floor = floor(epochMillis);
        if (floor == epochMillis && !Undocumented.CEIL_MOVES_BOUNDARY) {
            return floor;
        }
        if (months == 0) {
            return floor + millis;
        }
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(floor), ZoneOffset.UTC);
        return startOfMonth(date.getYear() * 12 + date.getMonthValue() - 1 - EPOCH_MONTH + months);
    }

    private static long startOfMonth(int monthsSinceEpoch) {
        return YearMonth.of(1970, 1)
                .plusMonths(monthsSinceEpoch)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
