package io.github.lambdaperf.core.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.RunFigure;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes baseline files: keys in a fixed order, numbers with fixed decimals, one line per run, so that a review shows
 * what moved and nothing else. The digest covers key, acceptance and runs, whatever their layout.
 */
final class BaselineJson {
    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** More than the decimal digits of any double; 1e999999999 would take a gigabyte. */
    private static final int MOST_DIGITS = 400;

    private BaselineJson() {}

    static String write(BaselineFile file) {
        List<String> sections = new ArrayList<>();
        sections.add("  \"schema\": " + quote(BaselineFile.SCHEMA));
        sections.add("  \"key\": " + lines(key(file.key())));
        sections.add("  \"accepted\": " + accepted(file.accepted()));
        sections.add("  \"summary\": " + lines(BaselineSummary.of(file)));
        sections.add("  \"runs\": [\n    "
                + String.join(
                        ",\n    ", file.runs().stream().map(BaselineJson::line).toList()) + "\n  ]");
        if (file.anchor() != null) {
            sections.add("  \"anchor\": " + anchor(file.anchor()));
        }
        file.unknown().forEach((name, value) -> sections.add("  " + quote(name) + ": " + value));
        String body = "{\n" + String.join(",\n", sections);
        return body + ",\n  \"digest\": " + quote(digest(tree(body + "\n}"))) + "\n}\n";
    }

    /** One run on one line. */
    static String line(BaselineRun run) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("at", quote(MINUTE.format(run.at())));
        fields.put("n", Long.toString(run.n()));
        fields.put("cold", Long.toString(run.cold()));
        run.figures().metrics().forEach((name, figure) -> fields.put(name, figure(figure)));
        run.figures().counts().forEach((name, count) -> putCount(fields, name, count, run.n()));
        if (!run.values().isEmpty()) {
            List<String> values = new ArrayList<>();
            run.values().forEach((name, value) -> values.add(quote(name) + ":" + plain(value)));
            fields.put("values", "{" + String.join(",", values) + "}");
        }
        run.unknown().forEach((name, value) -> fields.put(name, value.toString()));
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(quote(name) + ":" + value));
        return "{" + String.join(",", parts) + "}";
    }

    /**
     * What key, acceptance and runs come to, as {@code sha256:} and hexadecimal digits.
     *
     * @throws IllegalArgumentException where a number has more digits than any double
     */
    static String digest(JsonNode root) {
        StringBuilder text = new StringBuilder();
        for (String section : List.of("key", "accepted", "runs")) {
            canonical(root.path(section), text);
            text.append('\n');
        }
        return "sha256:" + BaselineKey.sha256(text.toString());
    }

    private static void canonical(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            SortedMap<String, JsonNode> fields = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                fields.put(field.getKey(), field.getValue());
            }
            text.append('{');
            fields.forEach((name, value) -> {
                text.append(quote(name)).append(':');
                canonical(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            for (JsonNode element : node) {
                canonical(element, text);
                text.append(',');
            }
            text.append(']');
        } else if (node.isNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                throw new IllegalArgumentException("nobody measured " + number);
            }
            text.append(number.toPlainString());
        } else {
            text.append(node);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a baseline must be written as JSON", e);
        }
    }

    private static Map<String, String> key(BaselineKey key) {
        Environment environment = key.environment();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("scenario", quote(key.scenario()));
        fields.put("target", quote(environment.target()));
        fields.put("region", quote(environment.region()));
        fields.put("architecture", quote(environment.architecture()));
        fields.put("memoryMb", Integer.toString(environment.memoryMb()));
        fields.put("runtime", quote(environment.runtime()));
        if (!"Zip".equals(environment.packageType())) {
            fields.put("packageType", quote(environment.packageType()));
        }
        fields.put("snapStart", Boolean.toString(environment.snapStart()));
        if (environment.provisionedConcurrency() != 0) {
            fields.put("provisionedConcurrency", Integer.toString(environment.provisionedConcurrency()));
        }
        if (!environment.host().isEmpty()) {
            fields.put("host", quote(environment.host()));
        }
        fields.put("load", quote(key.load()));
        return fields;
    }

    private static String lines(Map<String, String> fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach((name, value) -> lines.add("    " + quote(name) + ": " + value));
        return lines.isEmpty() ? "{}" : "{\n" + String.join(",\n", lines) + "\n  }";
    }

    private static String accepted(Accepted accepted) {
        List<String> first = new ArrayList<>();
        add(first, "date", accepted.date().toString());
        add(first, "expires", accepted.expires().toString());
        add(first, "commit", accepted.commit());
        add(first, "reason", accepted.reason());
        List<String> second = new ArrayList<>();
        add(second, "codeSha256", accepted.codeSha256());
        add(second, "functionVersion", accepted.functionVersion());
        add(second, "runtimeVersion", accepted.runtimeVersion());
        add(second, "artifact", accepted.artifact());
        accepted.unknown().forEach((name, value) -> second.add(quote(name) + ": " + value));
        String rest = second.isEmpty() ? "" : ",\n    " + String.join(", ", second);
        return "{\n    " + String.join(", ", first) + rest + "\n  }";
    }

    private static void add(List<String> fields, String name, String value) {
        if (value != null) {
            fields.add(quote(name) + ": " + quote(value));
        }
    }

    private static String anchor(Anchor anchor) {
        List<String> fields = new ArrayList<>();
        add(fields, "release", anchor.release());
        anchor.values()
                .forEach((name, value) -> fields.add(quote(name) + ": " + decimals(value, BaselineRun.VALUE_DECIMALS)));
        return "{" + String.join(", ", fields) + "}";
    }

    private static String figure(RunFigure figure) {
        String state = figure.state() == State.OK
                ? ""
                : "," + quote(figure.state().name().toLowerCase(Locale.ROOT));
        return "[" + decimals(figure.value(), BaselineRun.VALUE_DECIMALS) + ","
                + decimals(figure.se(), BaselineRun.SE_DECIMALS) + state + "]";
    }

    private static void putCount(Map<String, String> fields, String name, JudgedCount count, long n) {
        fields.put(name, Long.toString(count.events()));
        if (count.trials() != n) {
            fields.put(name + ".trials", Long.toString(count.trials()));
        }
        if (count.dispersion() > 1) {
            fields.put(name + ".dispersion", decimals(count.dispersion(), BaselineRun.DISPERSION_DECIMALS));
        }
    }

    private static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
