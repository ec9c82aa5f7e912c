package io.github.lambdaperf.core.secret;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in texts that others have made, such as error messages, by {@code ***}: the values themselves where
 * they are known, whatever stands behind the name of a sensitive field, and what AWS's credentials and signatures look
 * like. Immutable.
 */
public final class SecretMask {
    /** What stands in the place of a secret. */
    public static final String MASK = "***";

    /** Knows no values: takes out what looks like a credential or a signature of AWS. */
    public static final SecretMask GENERAL = new SecretMask(SensitiveFields.NONE, Set.of());

    /** Shorter values are masked as whole words only, or a single digit would take a text apart. */
    private static final int SHORT = 4;

    /** Marks of AWS's signatures, in addresses and headers, in JSON or not; each up to its value in the first group. */
    private static final List<Pattern> SIGNED = List.of(
            Pattern.compile(
                    "(?i)(X-Amz-(?:Security-Token|Signature|Credential)(?:%3D|[\\\\\"']*\\s*[=:]\\s*[\\\\\"'\\[]*))[^\\s&\"'\\\\,;}\\])]+"),
            Pattern.compile("(?i)(\\b(?:Credential|Signature)=)[^\\s&\"'\\\\,;}\\])]{8,}"),
            Pattern.compile("(?i)(\\bX-Api-Key[\\\\\"']*\\s*[=:]\\s*[\\\\\"'\\[]*)[^\\s&\"'\\\\,;}\\])]+"),
            Pattern.compile("(?i)(\\bBearer\\s+)[A-Za-z0-9._~+/=-]{8,}"),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"));

    private final SensitiveFields fields;
    private final Set<String> values;
    private final List<Pattern> named;

    /**
     * A mask for one scenario.
     *
     * @param values that are secret wherever they occur; empty texts are none
     */
    public SecretMask(SensitiveFields fields, Collection<String> values) {
        this.fields = fields;
        this.values = Set.copyOf(values);
        this.named = fields.names().stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .distinct()
                .map(SecretMask::behind)
                .toList();
    }

    /** A value behind its name, as JSON (escaped or not), as a map's text or as a parameter. */
    private static Pattern behind(String name) {
        return Pattern.compile("((?<![\\w-])" + Pattern.quote(name) + "\\\\*[\"']?\\s*[:=]\\s*)"
                + "(?:(\\\\*\")(?:(?!\\2).)*\\2|[^\\s,;}\\])&\"'\\\\]+)");
    }

    /** The text without what looks like AWS's credentials; null stays null. */
    public static String general(String text) {
        return GENERAL.mask(text, List.of());
    }

    /**
     * The text without secrets; null stays null.
     *
     * @param sent payloads that it may repeat, JSON
     */
    public String mask(String text, Collection<byte[]> sent) {
        return given(sent).apply(text);
    }

    /**
     * The same for many texts: takes secrets out of each; null stays null.
     *
     * @param sent payloads that texts may repeat, JSON
     */
    public UnaryOperator<String> given(Collection<byte[]> sent) {
        Set<String> secrets = new LinkedHashSet<>(values);
        sent.forEach(payload -> secrets.addAll(fields.valuesIn(payload)));
        Set<String> forms = forms(secrets);
        return text -> text == null || text.isEmpty() ? text : masked(text, forms);
    }

    private String masked(String text, Set<String> forms) {
        String masked = text;
        for (String form : forms) {
            masked = without(masked, form);
        }
        for (Pattern pattern : named) {
            masked = pattern.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        }
        for (Pattern pattern : SIGNED) {
            masked = pattern.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        }
        return masked;
    }

    /** The values as they stand in plain texts, in JSON, in JSON within JSON, and in addresses; the longest first. */
    private static Set<String> forms(Set<String> secrets) {
        Set<String> forms = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (String secret : secrets) {
            if (secret.isBlank()) {
                continue;
            }
            String json = quoted(secret);
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            forms.addAll(List.of(secret, json, quoted(json), ascii(json), encoded, encoded.replace("+", "%20")));
        }
        return forms;
    }

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static String ascii(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.chars().forEach(unit -> {
            if (unit < 128) {
                out.append((char) unit);
            } else {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", unit));
            }
        });
        return out.toString();
    }

    private static String without(String text, String form) {
        if (form.length() >= SHORT) {
            return text.replace(form, MASK);
        }
        return Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(form) + "(?![\\p{Alnum}])")
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(MASK));
    }
}
