package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.alarms.AlarmActions;
import io.github.lambdaperf.core.alarms.AlarmOverride;
import io.github.lambdaperf.core.alarms.AlarmSettings;
import io.github.lambdaperf.core.alarms.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code alarms.yaml}, as strictly as scenario files are read. */
public final class AlarmsFile {
    private static final List<String> NAMES = List.of("alarms.yaml", "alarms.yml");
    private static final Set<String> TOP = Set.of("prefix", "actions", "composite", "alarms", "drill");
    private static final Set<String> CONDITION = Set.of(
            "description",
            "threshold",
            "operator",
            "period",
            "periods",
            "datapoints",
            "missing",
            "statistic",
            "actions");
    private static final Set<String> OWN = Set.of("namespace", "metric", "dimensions", "expression", "metrics");
    private static final Set<String> ALARM = union(CONDITION, OWN);
    private static final Set<String> METRIC = Set.of("namespace", "metric", "dimensions", "statistic");
    private static final List<String> MISSING = List.of("notBreaching", "breaching", "ignore", "missing");
    private static final Map<String, String> OPERATORS = Map.of(
            ">", "GreaterThanThreshold",
            ">=", "GreaterThanOrEqualToThreshold",
            "<", "LessThanThreshold",
            "<=", "LessThanOrEqualToThreshold");
    private static final String KEY = "[a-z][a-z0-9-]*";
    private static final int MOST_ACTIONS = 5;
    private static final double DRILL_RATE = 20;

    private final Problems problems = new Problems();

    private AlarmsFile() {}

    /**
     * Reads the file of a directory; without one, nothing is set.
     *
     * @throws PerfException with all problems and their places
     */
    public static AlarmSettings read(Path directory) {
        AlarmsFile file = new AlarmsFile();
        for (String name : NAMES) {
            Path path = directory.resolve(name);
            if (Files.exists(path)) {
                Optional<AlarmSettings> settings =
                        Source.read(path, name, file.problems).map(file::settings);
                file.problems.throwIfAny("the alarms file; no alarm was changed");
                return settings.orElse(AlarmSettings.NONE);
            }
        }
        return AlarmSettings.NONE;
    }

    private AlarmSettings settings(Source source) {
        if (source.root() == null) {
            return AlarmSettings.NONE;
        }
        Section top =
                Section.of(source, source.root(), "the alarms file", problems).allow(TOP);
        Map<String, AlarmOverride> alarms = new LinkedHashMap<>();
        if (top.has("alarms")) {
            Section section = top.section("alarms");
            for (String key : section.entries().keySet()) {
                if (key.matches(KEY)) {
                    alarms.put(key, alarm(section, key));
                } else {
                    problems.add(
                            section.keyPlace(key),
                            "the alarm's name '" + key + "' must be of small letters, digits and -",
                            null,
                            null);
                }
            }
        }
        String composite = top.oneOf("composite", "none", List.of("none", "any", "only"));
        return new AlarmSettings(
                top.text("prefix", null),
                top.has("actions") ? actions(top) : AlarmActions.NONE,
                !composite.equals("none"),
                composite.equals("only"),
                alarms,
                drills(top));
    }

    private AlarmOverride alarm(Section parent, String key) {
        Node node = parent.node(key);
        if (node instanceof ScalarNode && Set.of("off", "false").contains(Source.scalar(node))) {
            return AlarmOverride.OFF;
        }
        Section section = parent.section(key).allow(ALARM);
        String operator = section.oneOf("operator", null, List.of(">", ">=", "<", "<="));
        Signal signal = signal(section);
        return new AlarmOverride(
                false,
                section.text("description", null),
                signal,
                signal == null ? section.text("statistic", null) : null,
                operator == null ? null : OPERATORS.get(operator),
                section.has("threshold") ? threshold(section) : null,
                section.has("period") ? period(section) : null,
                section.has("periods") ? (int) section.whole("periods", 1, 1, 1440) : null,
                section.has("datapoints") ? (int) section.whole("datapoints", 1, 1, 1440) : null,
                section.oneOf("missing", null, MISSING),
                section.has("actions") ? actions(section) : null);
    }

    /** Any number: some metrics are below zero. */
    private Double threshold(Section section) {
        Node node = section.node("threshold");
        if (Source.isNumber(node)) {
            try {
                double value = Double.parseDouble(Source.scalar(node));
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        section.wrong("threshold", "a number");
        return null;
    }

    private static Integer period(Section section) {
        long seconds = section.duration("period", java.time.Duration.ofMinutes(1), false)
                .toSeconds();
        if (seconds == 10 || seconds == 20 || seconds == 30 || seconds > 0 && seconds % 60 == 0 && seconds <= 86_400) {
            return (int) seconds;
        }
        section.wrong("period", "10s, 20s, 30s, or a multiple of a minute up to a day");
        return null;
    }

    private Signal signal(Section section) {
        if (section.has("expression")) {
            section.require("metrics", "what the ids of 'expression' stand for");
            Map<String, Signal.OfMetric> metrics = new TreeMap<>();
            if (section.has("metrics")) {
                Section parts = section.section("metrics");
                for (String id : parts.entries().keySet()) {
                    if (!id.matches("[a-z][A-Za-z0-9_]*")) {
                        problems.add(
                                parts.keyPlace(id),
                                "the id '" + id + "' must begin with a small letter and be of letters, digits and _",
                                null,
                                null);
                    }
                    metrics.put(id, metric(parts.section(id).allow(METRIC)));
                }
            }
            return new Signal.OfExpression(section.text("expression", ""), metrics);
        }
        return section.has("namespace") || section.has("metric") ? metric(section) : null;
    }

    private static Signal.OfMetric metric(Section section) {
        section.require("namespace", "CloudWatch's namespace of the metric");
        section.require("metric", "its name there");
        section.require("statistic", "such as Sum, Maximum or p99");
        return new Signal.OfMetric(
                section.text("namespace", ""),
                section.text("metric", ""),
                section.texts("dimensions"),
                section.text("statistic", "Sum"));
    }

    /** A list of ARNs for ALARM, or a map of lists by state. */
    private AlarmActions actions(Section section) {
        if (section.node("actions") instanceof SequenceNode) {
            return new AlarmActions(arns(section, "actions"), List.of(), List.of());
        }
        Section states = section.section("actions").allow(Set.of("alarm", "ok", "insufficientData"));
        return new AlarmActions(arns(states, "alarm"), arns(states, "ok"), arns(states, "insufficientData"));
    }

    private List<String> arns(Section section, String key) {
        List<String> arns = new ArrayList<>();
        if (!section.has(key)) {
            return arns;
        }
        for (Node node : section.list(key, "ARNs")) {
            if (Source.isText(node) && Source.scalar(node).startsWith("arn:")) {
                arns.add(Source.scalar(node));
            } else {
                problems.add(
                        section.source().place(node),
                        "an action must be an ARN",
                        Source.describe(node),
                        "arn:aws:sns:eu-west-1:123456789012:topic");
            }
        }
        if (arns.size() > MOST_ACTIONS) {
            problems.add(section.place(key), "CloudWatch takes at most " + MOST_ACTIONS + " actions", null, null);
        }
        return arns;
    }

    private Map<String, AlarmSettings.Drill> drills(Section top) {
        Map<String, AlarmSettings.Drill> drills = new LinkedHashMap<>();
        if (!top.has("drill")) {
            return drills;
        }
        Section section = top.section("drill");
        for (String key : section.entries().keySet()) {
            Section drill = section.section(key).allow(Set.of("payload", "rate"));
            if (drill.require("payload", "what provokes the alarm")) {
                JsonNode payload = drill.source().tree(drill.node("payload"), problems);
                drills.put(key, new AlarmSettings.Drill(payload, drill.number("rate", DRILL_RATE, 0, false)));
            }
        }
        return drills;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new java.util.TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
