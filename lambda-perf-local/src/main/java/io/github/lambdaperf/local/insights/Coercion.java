package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Json;
import io.github.lambdaperf.local.insights.Value.Num;
import io.github.lambdaperf.local.insights.Value.Text;
import io.github.lambdaperf.local.insights.Value.Time;

/** How one kind of value acts as another. */
final class Coercion {
    private Coercion() {}

    /** The number that a value is or looks like, otherwise NaN. */
    static double number(Value value) {
        if (value instanceof Num num) {
            return num.number();
        }
        if (value instanceof Time time) {
            return time.epochMillis();
        }
        return value instanceof Text text ? number(text.text()) : Double.NaN;
    }

    /** The text form that results show; {@code null} when missing. */
    static String text(Value value) {
        if (value instanceof Text text) {
            return text.text();
        }
        if (value instanceof Num num) {
            return Undocumented.format(num.number());
        }
        if (value instanceof Time time) {
            return TimeFormat.format(time.epochMillis());
        }
        return value instanceof Json json ? json.node().toString() : null;
    }

    /** As {@link #text}, but maps and lists are missing: string functions do not take them. */
    static String plainText(Value value) {
        return value instanceof Json ? null : text(value);
    }

    static boolean truth(Value value) {
        double number = number(value);
        return !Double.isNaN(number) && number != 0;
    }

    private static double number(String text) {
        int length = text.length();
        int at = 0;
        if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        at = skipDigits(text, at);
        if (at == digits) {
            return Double.NaN;
        }
        if (at < length && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = skipDigits(text, fraction);
            if (at == fraction) {
                return Double.NaN;
            }
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            at = skipDigits(text, at);
            if (at == exponent) {
                return Double.NaN;
            }
        }
        return at == length ? Double.parseDouble(text) : Double.NaN;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
