package io.github.lambdaperf.core.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The precision at which a load may end: {@code p(95)±2%}, also written {@code p(95)+-2%}.
 *
 * @param percentile of {@code invocation_duration}, more than 0 and less than 100
 * @param halfWidth largest half-width of its 95 % interval, relative, more than 0
 * @param expression as written
 */
public record UntilSpec(double percentile, double halfWidth, String expression) {
    private static final Pattern FORM =
            Pattern.compile("(?:med|p\\(\\s*(\\d+(?:\\.\\d+)?)\\s*\\))\\s*(?:±|\\+-|\\+/-)\\s*(\\d+(?:\\.\\d+)?)\\s*%");

    /** Reads the form above; empty where it is another one. */
    public static Optional<UntilSpec> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double percentile = matcher.group(1) == null ? 50 : Double.parseDouble(matcher.group(1));
        double halfWidth = Double.parseDouble(matcher.group(2)) / 100;
        return percentile > 0 && percentile < 100 && halfWidth > 0 && halfWidth < 1
                ? Optional.of(new UntilSpec(percentile, halfWidth, text.strip()))
                : Optional.empty();
    }
}
