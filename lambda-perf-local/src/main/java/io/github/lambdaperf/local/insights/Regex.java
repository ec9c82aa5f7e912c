package io.github.lambdaperf.local.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern in the dialect that RE2 and java.util.regex share.
 *
 * @param groups names of the capturing groups in order, {@code null} for a group without a name
 */
record Regex(Pattern pattern, List<String> groups) {
    /** Escapes that only one of the two dialects knows, or that mean different things. */
    private static final String NOT_SHARED = "123456789kghHRXGZNueEcvV";

    /** Compiles the text between the slashes. */
    static Regex compile(String source, Span span) {
        StringBuilder java = new StringBuilder(source.length() + 8);
        List<String> names = new ArrayList<>();
        boolean inClass = false;
        for (int at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\\') {
                at++;
                char escaped = at < source.length() ? source.charAt(at) : 0;
                if (NOT_SHARED.indexOf(escaped) >= 0) {
                    throw refused("\\" + escaped, span);
                }
                java.append(c).append(escaped);
            } else if (inClass) {
                if (source.startsWith("[:", at)) {
                    throw refused("[: :]", span);
                }
                inClass = c != ']'
                        || java.charAt(java.length() - 1) == '['
                        || java.toString().endsWith("[^");
                // Java nests classes and intersects them; RE2 takes these characters as they are.
                java.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
            } else if (c == '[') {
                inClass = true;
                java.append(c);
            } else if (c == '(') {
                at = group(source, at, java, names, span);
            } else {
                if (c == '+' && at > 0 && "*+?}".indexOf(source.charAt(at - 1)) >= 0 && !escapedAt(source, at - 1)) {
                    throw refused("a possessive quantifier", span);
                }
                java.append(c);
            }
        }
        try {
            return new Regex(Pattern.compile(java.toString(), Pattern.UNIX_LINES), names);
        } catch (PatternSyntaxException e) {
            throw new InsightsCompileException("invalid regular expression: " + e.getDescription(), span);
        }
    }

    /**
     * A matcher that has found the first match, or null where there is none.
     *
     * @throws InsightsRunException where the text is too long for the pattern
     */
    Matcher first(String text) {
        Matcher matcher = pattern.matcher(text);
        try {
            return matcher.find() ? matcher : null;
        } catch (StackOverflowError e) {
            // RE2, which the service has, takes none for the repetitions of a group.
            throw new InsightsRunException("/" + pattern + "/ repeats a group too often in a message of "
                    + text.length() + " characters; write it without the group");
        }
    }

    private static int group(String source, int open, StringBuilder java, List<String> names, Span span) {
        java.append('(');
        if (!source.startsWith("(?", open)) {
            names.add(null);
            return open;
        }
        for (String look : List.of("(?=", "(?!", "(?<=", "(?<!", "(?>")) {
            if (source.startsWith(look, open)) {
                throw refused(look, span);
            }
        }
        if (!source.startsWith("(?<", open)) {
            return open;
        }
        int close = source.indexOf('>', open);
        String name = close < 0 ? "" : source.substring(open + 3, close);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new InsightsCompileException("invalid name of a group in a regular expression: " + name, span);
        }
        names.add(name);
        return close;
    }

    private static boolean escapedAt(String source, int at) {
        int slashes = 0;
        while (at - slashes > 0 && source.charAt(at - slashes - 1) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static InsightsCompileException refused(String what, Span span) {
        return new InsightsCompileException(
                "regular expression uses " + what + ", which RE2 and java.util.regex do not share", span);
    }
}
