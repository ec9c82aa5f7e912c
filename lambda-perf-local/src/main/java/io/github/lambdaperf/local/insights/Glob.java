package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The pattern of {@code parse "…"}: each star takes the text up to the next literal, the last one the rest; a star
 * runs over line ends.
 */
record Glob(List<String> literals) {
    static Glob compile(String pattern) {
        return new Glob(List.of(pattern.split("\\*", -1)));
    }

    int stars() {
        return literals.size() - 1;
    }

    /** The stars' texts, or {@code null} when the text does not match. */
    List<Value> match(String text) {
        int at = text.indexOf(literals.get(0));
        if (at < 0) {
            return null;
        }
        at += literals.get(0).length();
        List<Value> values = new ArrayList<>(stars());
        for (int star = 1; star <= stars(); star++) {
            String next = literals.get(star);
            int end = star == stars() && next.isEmpty() ? text.length() : text.indexOf(next, at);
            if (end < 0) {
                return null;
            }
            values.add(new Text(text.substring(at, end)));
            at = end + next.length();
        }
        return values;
    }
}
