package io.github.lambdaperf.core.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads baseline files, and refuses what nobody measured. */
final class BaselineReader {
    private static final Pattern SCHEMA = Pattern.compile("perf-baseline/(\\d{1,6})");
    private static final Set<String> SECTIONS =
            Set.of("schema", "key", "accepted", "summary", "runs", "anchor", "digest");
    private static final Set<String> KEY = Set.of(
            "scenario",
            "target",
            "region",
            "architecture",
            "memoryMb",
            "runtime",
            "packageType",
            "snapStart",
            "provisionedConcurrency",
            "host",
            "load");
    private static final Set<String> ACCEPTED = Set.of(
            "date", "expires", "commit", "reason", "codeSha256", "functionVersion", "runtimeVersion", "artifact");

    private final Path file;

    BaselineReader(Path file) {
        this.file = file;
    }

    BaselineFile read(String text) {
        refuseConflictMarkers(text);
        JsonNode root;
        try {
            root = BaselineJson.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw damaged(place + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            // Jackson's parser of decimals has its own limit of exponents.
            throw damaged("a number in it is none");
        }
        if (!root.isObject()) {
            throw damaged("it is not a JSON object");
        }
        refuseOtherSchema(root.path("schema").asText(""));
        String digest = root.path("digest").asText("");
        if (digest.isEmpty()) {
            throw damaged("its digest is missing");
        }
        if (!digest.equals(digest(root))) {
            throw PerfException.user("two baselines were merged in " + file
                    + ", or it was edited by hand: its digest does not match its runs. Check one side out"
                    + " (git checkout --ours or --theirs), or delete the file and run mvn perf:baseline");
        }
        try {
            return new BaselineFile(
                    key(object(root, "key")),
                    accepted(object(root, "accepted")),
                    runs(root.path("runs")),
                    anchor(root.get("anchor")),
                    unknown(root, SECTIONS));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private String digest(JsonNode root) {
        try {
            return BaselineJson.digest(root);
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private void refuseConflictMarkers(String text) {
        int line = 1;
        for (String content : text.split("\n", -1)) {
            if (content.startsWith("<<<<<<< ") || content.startsWith(">>>>>>> ")) {
                throw PerfException.user(file + " has conflict markers (line " + line
                        + "): check one side out (git checkout --ours or --theirs),"
                        + " or delete the file and run mvn perf:baseline");
            }
            line++;
        }
    }

    private void refuseOtherSchema(String schema) {
        Matcher matcher = SCHEMA.matcher(schema);
        if (!matcher.matches()) {
            throw damaged("its schema is '" + schema + "', not '" + BaselineFile.SCHEMA + "'");
        }
        if (Integer.parseInt(matcher.group(1)) > 1) {
            throw newer("schema '" + schema + "', this version reads '" + BaselineFile.SCHEMA + "'");
        }
        if (!schema.equals(BaselineFile.SCHEMA)) {
            throw damaged("its schema is '" + schema + "', not '" + BaselineFile.SCHEMA + "'");
        }
    }

    private BaselineKey key(JsonNode node) {
        SortedMap<String, JsonNode> unknown = unknown(node, KEY);
        if (!unknown.isEmpty()) {
            throw newer("its key has the field '" + unknown.firstKey() + "'");
        }
        Environment environment = new Environment(
                text(node, "target"),
                text(node, "region"),
                text(node, "architecture"),
                (int) integer(node, "memoryMb"),
                text(node, "runtime"),
                node.path("packageType").asText("Zip"),
                node.path("snapStart").asBoolean(false),
                node.path("provisionedConcurrency").asInt(0),
                node.path("host").asText(""));
        return new BaselineKey(text(node, "scenario"), environment, text(node, "load"));
    }

    private Accepted accepted(JsonNode node) {
        return new Accepted(
                LocalDate.parse(text(node, "date")),
                LocalDate.parse(text(node, "expires")),
                optional(node, "commit"),
                node.path("reason").asText(""),
                optional(node, "codeSha256"),
                optional(node, "functionVersion"),
                optional(node, "runtimeVersion"),
                optional(node, "artifact"),
                unknown(node, ACCEPTED));
    }

    private List<BaselineRun> runs(JsonNode node) {
        List<BaselineRun> runs = new ArrayList<>();
        for (JsonNode run : node) {
            runs.add(run(run));
        }
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("it has no runs");
        }
        return runs;
    }

    private BaselineRun run(JsonNode node) {
        Instant at = BaselineJson.MINUTE.parse(text(node, "at"), Instant::from);
        long n = integer(node, "n");
        SortedMap<String, JsonNode> rest = unknown(node, Set.of("at", "n", "cold", "values"));
        SortedMap<String, JudgedCount> counts = new TreeMap<>();
        for (String name : BaselineRun.COUNTS) {
            if (rest.containsKey(name)) {
                rest.remove(name);
                JsonNode trials = rest.remove(name + ".trials");
                JsonNode dispersion = rest.remove(name + ".dispersion");
                counts.put(
                        name,
                        new JudgedCount(
                                integer(node, name),
                                trials == null ? n : trials.asLong(),
                                dispersion == null ? 1 : dispersion.asDouble()));
            }
        }
        SortedMap<String, RunFigure> metrics = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = rest.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> field = i.next();
            JsonNode value = field.getValue();
            if (value.isArray()
                    && value.size() >= 2
                    && value.get(0).isNumber()
                    && value.get(1).isNumber()) {
                metrics.put(field.getKey(), figure(field.getKey(), value));
                i.remove();
            }
        }
        SortedMap<String, Double> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> value : node.path("values").properties()) {
            if (value.getValue().isNumber()) {
                values.put(value.getKey(), value.getValue().asDouble());
            }
        }
        return new BaselineRun(at, n, node.path("cold").asLong(0), new RunFigures(metrics, counts), values, rest);
    }

    private static RunFigure figure(String name, JsonNode value) {
        State state = State.OK;
        if (value.size() > 2) {
            String word = value.get(2).asText();
            state = Arrays.stream(State.values())
                    .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has the state '" + word + "'"));
        }
        return new RunFigure(value.get(0).asDouble(), value.get(1).asDouble(), state);
    }

    private static Anchor anchor(JsonNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        SortedMap<String, Double> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isNumber()) {
                values.put(field.getKey(), field.getValue().asDouble());
            }
        }
        return new Anchor(text(node, "release"), values);
    }

    private static SortedMap<String, JsonNode> unknown(JsonNode node, Set<String> known) {
        SortedMap<String, JsonNode> unknown = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!known.contains(field.getKey())) {
                unknown.put(field.getKey(), field.getValue());
            }
        }
        return unknown;
    }

    private static JsonNode object(JsonNode root, String field) {
        JsonNode node = root.get(field);
        if (node == null || !node.isObject()) {
            throw new IllegalArgumentException("it has no '" + field + "'");
        }
        return node;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is missing or no text");
        }
        return value.asText();
    }

    private static long integer(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("'" + field + "' is missing or no whole number");
        }
        return value.asLong();
    }

    private static String optional(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private PerfException damaged(String what) {
        return PerfException.user("the baseline " + file + " is damaged (" + what
                + "): restore it with git checkout, or delete it and run mvn perf:baseline");
    }

    private PerfException newer(String what) {
        return PerfException.user("the baseline " + file + " was written by a newer version (" + what
                + "): update lambda-perf-maven-plugin, or delete the file and run mvn perf:baseline");
    }
}
