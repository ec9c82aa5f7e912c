package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Every choice that AWS's pages leave open, in one place, to be changed when the service is seen to do otherwise.
 *
 * <p>Besides the methods: a group whose key is missing is a group without that field; no input rows give no output row;
 * an aggregate without a usable value is left out of the row; {@code not} knows two values only; weeks count from
 * the epoch and so start on Thursday.
 */
final class Undocumented {
    /** The direction of a sort key that names none. */
    static final boolean DEFAULT_SORT_DESCENDING = false;

    /** Whether {@code dateceil} moves a time that stands on a boundary. */
    static final boolean CEIL_MOVES_BOUNDARY = false;

    private static final int DECIMALS = 4;
    private static final double EXACT_WHOLE_NUMBERS = 9e15;

    private Undocumented() {}

    /** Missing values come first in ascending order; maps and lists cannot be ordered and count as missing. */
    static int compareForSort(Value left, Value right) {
        Value a = left instanceof Json ? null : left;
        Value b = right instanceof Json ? null : right;
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return NaturalOrder.compare(a, b);
    }

    /** {@code <} for two values that are not both numbers: strings by Unicode, anything else is not comparable. */
    static Integer compareMixed(Value left, Value right) {
        return left instanceof Text a && right instanceof Text b ? a.text().compareTo(b.text()) : null;
    }

    /** Four decimals, half up, no exponent, no trailing zeros. */
    static String format(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE_NUMBERS) {
            return Long.toString((long) number);
        }
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The rank of a percentile among n sorted numbers, from 0; between two numbers it is interpolated linearly. */
    static double rank(double percent, long n) {
        return percent / 100 * (n - 1);
    }

    /** The population variance, from the sum of squared deviations. */
    static double variance(double squaredDeviations, long count) {
        return squaredDeviations / count;
    }

    /** A missing part of {@code concat} counts as empty. */
    static String concatPart(String part) {
        return part == null ? "" : part;
    }

    /** {@code substr} by code points; out of range gives "". */
    static String substring(String text, double start, double length) {
        int points = text.codePointCount(0, text.length());
        if (start < 0 || start >= points || length <= 0) {
            return "";
        }
        int from = (int) start;
        int to = (int) Math.min(points, from + length);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    /** Backslash escapes quotes and itself only; every other backslash stays. */
    static String unescape(String quoted) {
        StringBuilder text = new StringBuilder(quoted.length());
        int last = quoted.length() - 1;
        for (int at = 1; at < last; at++) {
            char c = quoted.charAt(at);
            if (c == '\\' && at + 1 < last && "\"'\\".indexOf(quoted.charAt(at + 1)) >= 0) {
                at++;
                c = quoted.charAt(at);
            }
            text.append(c);
        }
        return text.toString();
    }

    /**
     * Whether the second word of an application line that begins with a time is a request id: letters, digits and
     * hyphens with at least one digit, so that neither {@code undefined} nor a level is taken for one.
     */
    static boolean looksLikeRequestId(String text, int from, int to) {
        boolean digit = false;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            digit |= c >= '0' && c <= '9';
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) {
                return false;
            }
        }
        return digit;
    }
}
