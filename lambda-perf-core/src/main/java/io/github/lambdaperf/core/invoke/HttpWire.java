package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.scenario.HttpSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes requests to an API out of the templates of a scenario. Safe for use by several threads. */
final class HttpWire {
    private static final String UNRESERVED = "-._~";
    private static final String HEXADECIMAL = "0123456789ABCDEFabcdef";

    /**
     * A request, but for its body.
     *
     * @param line path and query as sent
     * @param canonicalPath as signed
     * @param canonicalQuery as signed
     * @param headers in the order of the file
     */
    record Rendered(
            String line, String canonicalPath, String canonicalQuery, List<Map.Entry<String, String>> headers) {}

    private record Named(String name, TextTemplate template, String fixed) {
        String value(IterationContext iteration) {
            return fixed != null ? fixed : template.render(iteration);
        }
    }

    private final String basePath;
    private final TextTemplate path;
    private final List<Named> query = new ArrayList<>();
    private final List<Named> headers = new ArrayList<>();

    HttpWire(HttpTarget target) {
        HttpSpec spec = target.spec();
        String raw = target.base().getRawPath() == null ? "" : target.base().getRawPath();
        basePath = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        long seed = target.seed();
        path = TextTemplate.compile(spec.path(), ++seed);
        for (Map.Entry<String, String> parameter : spec.query().entrySet()) {
            TextTemplate template = TextTemplate.compile(parameter.getValue(), ++seed);
            query.add(new Named(InvokeWire.encode(parameter.getKey()), template, null));
        }
        for (HttpSpec.Header header : spec.headers()) {
            String fixed = header.env() == null ? null : target.environment().apply(header.env());
            if (header.env() != null && fixed == null && header.value() == null) {
                throw PerfException.user("the environment variable " + header.env() + " is not set: the header '"
                        + header.name() + "' takes its value from it. Set it, or give a 'default' beside 'env'");
            }
            if (fixed != null && fixed.chars().anyMatch(character -> character < ' ' || character > '~')) {
                throw PerfException.user(
                        "the environment variable " + header.env()
                                + " cannot be a header: it holds a line break or another character that is not printable ASCII");
            }
            headers.add(new Named(
                    header.name(), fixed == null ? TextTemplate.compile(header.value(), ++seed) : null, fixed));
        }
    }

    Rendered render(IterationContext iteration) {
        String sent = basePath + path(path.render(iteration));
        StringBuilder line = new StringBuilder(sent);
        SortedMap<String, String> sorted = new TreeMap<>();
        char separator = '?';
        for (Named parameter : query) {
            String value = InvokeWire.encode(parameter.value(iteration));
            line.append(separator).append(parameter.name()).append('=').append(value);
            sorted.put(parameter.name(), value);
            separator = '&';
        }
        List<Map.Entry<String, String>> values = new ArrayList<>(headers.size());
        headers.forEach(header -> values.add(Map.entry(header.name(), header.value(iteration))));
        StringBuilder canonical = new StringBuilder();
        sorted.forEach((name, value) -> canonical
                .append(canonical.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return new Rendered(line.toString(), canonicalPath(sent), canonical.toString(), values);
    }

    /** Percent-encodes all but unreserved characters, slashes, and what is encoded already. */
    static String path(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            if (point == '%' && isEncoded(text, at)) {
                out.append(text, at, at + 3);
                at += 3;
                continue;
            }
            if (point == '/' || isUnreserved(point)) {
                out.appendCodePoint(point);
            } else {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
                }
            }
            at += Character.charCount(point);
        }
        return out.toString();
    }

    private static boolean isUnreserved(int point) {
        return point >= 'a' && point <= 'z'
                || point >= 'A' && point <= 'Z'
                || point >= '0' && point <= '9'
                || UNRESERVED.indexOf(point) >= 0;
    }

    private static boolean isEncoded(String text, int at) {
        return at + 2 < text.length()
                && HEXADECIMAL.indexOf(text.charAt(at + 1)) >= 0
                && HEXADECIMAL.indexOf(text.charAt(at + 2)) >= 0;
    }

    /** Without dots and empty segments, and each segment encoded once more, as every service but S3 wants it. */
    static String canonicalPath(String sent) {
        String normal = URI.create("http://h" + (sent.isEmpty() ? "/" : sent))
                .normalize()
                .getRawPath();
        // what is normalised may end with a slash that was not sent
        if (normal.length() > 1 && normal.endsWith("/") && !sent.endsWith("/")) {
            normal = normal.substring(0, normal.length() - 1);
        }
        StringBuilder out = new StringBuilder(normal.length() + 8);
        normal.codePoints().forEach(point -> {
            if (point == '/' || isUnreserved(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", point));
            }
        });
        return out.toString();
    }
}
