package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.scenario.HttpSpec.Api;
import io.github.lambdaperf.core.scenario.HttpSpec.Auth;
import io.github.lambdaperf.core.scenario.HttpSpec.Header;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the {@code http:} section of a scenario file. */
final class HttpReader {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    /** RFC 9110: a token. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** A little above what API Gateway waits for a function: its own answer is to be seen. */
    private static final Duration TIMEOUT = Duration.ofSeconds(35);

    /** Headers that follow from the request itself. */
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "authorization",
            "x-amz-date",
            "x-amz-content-sha256",
            "x-amz-security-token");

    private final Section section;

    HttpReader(Section section) {
        this.section = section.allow(Keys.HTTP);
    }

    /** Reads. @param body whether the scenario has a payload */
    HttpSpec read(boolean body) {
        Api api = named(section.oneOf("api", Api.HTTP.label(), labels(Api.values(), Api::label)), Api.values());
        Auth auth = section.oneOf("auth", Auth.NONE.label(), labels(Auth.values(), Auth::label))
                        .equals(Auth.IAM.label())
                ? Auth.IAM
                : Auth.NONE;
        String method = section.oneOf("method", body ? "POST" : "GET", METHODS);
        if (section.has("stage") && api != Api.REST) {
            section.problems().add(section.keyPlace("stage"), "'stage' belongs to 'api: rest'", null, null);
        }
        return new HttpSpec(
                section.text("function", null),
                api,
                url(),
                api == Api.REST ? section.text("stage", "prod") : null,
                method,
                path(),
                query(),
                headers(auth),
                auth,
                section.duration("timeout", TIMEOUT, false));
    }

    private static <T> List<String> labels(T[] values, java.util.function.Function<T, String> label) {
        return Arrays.stream(values).map(label).toList();
    }

    private static Api named(String label, Api[] values) {
        return Arrays.stream(values)
                .filter(api -> api.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private String url() {
        String url = section.text("url", null);
        if (url != null && !isAddress(url)) {
            section.wrong("url", "an address such as https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod");
            return null;
        }
        return url;
    }

    /** True for an absolute HTTP address without query and fragment. */
    static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private String path() {
        String path = section.text("path", "/");
        if (!path.startsWith("/") || path.contains("?") && !path.contains("${") || path.contains("#")) {
            section.wrong("path", "a path such as /orders/${vu}; parameters go under 'query'");
        } else if (section.has("path")) {
            template(section.node("path"), path);
        }
        return path;
    }

    private Map<String, String> query() {
        Map<String, String> query = section.texts("query");
        query.forEach((name, value) -> template(section.section("query").node(name), value));
        return query;
    }

    private List<Header> headers(Auth auth) {
        List<Header> headers = new ArrayList<>();
        if (!section.has("headers")) {
            return headers;
        }
        Section map = section.section("headers");
        Map<String, String> seen = new LinkedHashMap<>();
        for (String name : map.entries().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean own = OWN.contains(lower) && (auth == Auth.IAM || !lower.startsWith("x-amz") && !isFree(lower));
            if (!NAME.matcher(name).matches()) {
                map.problems().add(map.keyPlace(name), "'" + name + "' is no name of a header", null, null);
            } else if (own) {
                map.problems()
                        .add(map.keyPlace(name), "header '" + name + "' is set by the request itself", null, null);
            } else if (seen.put(lower, name) != null) {
                map.problems().add(map.keyPlace(name), "header '" + name + "' stands twice", null, null);
            } else {
                headers.add(header(map, name));
            }
        }
        return headers;
    }

    private static boolean isFree(String lower) {
        return lower.equals("authorization");
    }

    private Header header(Section map, String name) {
        Node node = map.node(name);
        if (node instanceof MappingNode) {
            Section variable = map.section(name).allow(Keys.HEADER);
            variable.require("env", "the name of the environment variable that holds the value");
            String env = variable.text("env", null);
            if (env != null && !VARIABLE.matcher(env).matches()) {
                variable.wrong("env", "the name of an environment variable, such as API_KEY");
            }
            return new Header(name, text(variable, "default"), env);
        }
        if (node instanceof ScalarNode && !Source.isNull(node)) {
            return new Header(name, text(map, name), null);
        }
        map.wrong(name, "a text, or { env: NAME }");
        return new Header(name, null, null);
    }

    private String text(Section from, String key) {
        if (!from.has(key)) {
            return null;
        }
        Node node = from.node(key);
        if (!(node instanceof ScalarNode) || Source.isNull(node)) {
            from.wrong(key, "a text");
            return null;
        }
        String value = Source.scalar(node);
        if (value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            from.wrong(key, "a text of one line");
        } else {
            template(node, value);
        }
        return value;
    }

    private void template(Node node, String text) {
        try {
            TextTemplate.compile(text, 0);
        } catch (IllegalArgumentException e) {
            section.problems().add(section.source().place(node), e.getMessage(), null, null);
        }
    }
}
