package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Turns one file's nodes into a scenario. */
final class ScenarioFile {
    private static final String PAYLOAD_FORMS =
            "a map or list that is sent as JSON, the name of a file, or { file: name }";

    private final Source source;
    private final ScenarioReader.Names names;
    private final Problems problems;

    ScenarioFile(Source source, ScenarioReader.Names names, Problems problems) {
        this.source = source;
        this.names = names;
        this.problems = problems;
    }

    /** The scenario; empty where there are problems. */
    Optional<Scenario> read() {
        int before = problems.size();
        Section top = Section.of(source, source.root(), "a scenario file", problems);
        top.allow(Keys.top(), listed());
        SendSpec send = new TargetReader(top).read();
        WorkloadReader workloadReader = new WorkloadReader(top);
        List<Workload> workloads = workloadReader.read();
        Duration thinkTime = top.duration("thinkTime", Duration.ZERO, true);
        if (top.has("thinkTime") && !workloads.isEmpty() && workloads.stream().allMatch(ScenarioFile::isOpen)) {
            problems.add(
                    top.keyPlace("thinkTime"),
                    "'thinkTime' has no effect: an arrival-rate executor starts iterations at its rate",
                    null,
                    null);
        }
        JsonNode payload = top.has("payload") ? payload(top.node("payload")) : null;
        List<ThresholdSpec> thresholds = List.of();
        if (top.has("thresholds")) {
            thresholds = new ThresholdReader(
                            top.section("thresholds"), names.metrics(), tags(workloadReader.tagNames()))
                    .read();
        }
        Map<String, String> checks = top.has("checks") ? checks(top.section("checks")) : Map.of();
        Map<String, RegressionSettings> regression =
                top.has("regression") ? regression(top.section("regression")) : Map.of();
        int warmup = (int) top.whole("warmup", 0, 0, Integer.MAX_VALUE);
        if (warmup > 0 && send instanceof MessageSpec) {
            problems.add(top.keyPlace("warmup"), "'warmup' needs 'invoke' or 'http'", null, null);
        }
        FailureReader failureReader = new FailureReader(top);
        List<FailureSpec> failures = failureReader.failures(send, payload);
        ExpectSpec expect = failureReader.expect(send, failures);
        if (problems.size() > before) {
            return Optional.empty();
        }
        String digest = ScenarioDigest.of(send, workloads, payload, thinkTime, warmup, failures);
        return Optional.of(new Scenario(
                stem(source.path()),
                source.path(),
                digest,
                send,
                workloads,
                payload,
                thresholds,
                checks,
                thinkTime,
                warmup,
                regression,
                failures,
                expect));
    }

    /** The file's name without its ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
    }

    /** The file that the payload of a scenario names, without any check. */
    static Optional<Path> payloadFile(Source source) {
        if (!(source.root() instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("payload")) {
                return fileNode(tuple.getValueNode()).flatMap(node -> resolve(source, Source.scalar(node)));
            }
        }
        return Optional.empty();
    }

    /** The keys that a message shows; those of one executor are left out. */
    private static List<String> listed() {
        return Keys.top().stream()
                .filter(key -> !key.startsWith("$") && !Keys.WITHOUT_EFFECT.contains(key))
                .filter(key -> Keys.SHORTCUT.contains(key)
                        || Keys.WORKLOAD.contains(key)
                        || !Keys.workload().contains(key))
                .toList();
    }

    private static boolean isOpen(Workload workload) {
        return workload.executor() instanceof Executor.ConstantArrivalRate
                || workload.executor() instanceof Executor.RampingArrivalRate;
    }

    private Set<String> tags(Set<String> own) {
        Set<String> tags = new HashSet<>(names.tags());
        tags.addAll(own);
        return tags;
    }

    private JsonNode payload(Node node) {
        if (Source.isNull(node)) {
            return null;
        }
        Optional<ScalarNode> file = fileNode(node);
        if (file.isPresent()) {
            return payloadFile(file.get());
        }
        if (node instanceof ScalarNode) {
            problems.add(source.place(node), "wrong type of 'payload'", Source.describe(node), PAYLOAD_FORMS);
            return null;
        }
        return template(source, node);
    }

    private static Optional<ScalarNode> fileNode(Node payload) {
        if (Source.isText(payload)) {
            return Optional.of((ScalarNode) payload);
        }
        if (payload instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple only = mapping.getValue().get(0);
            if (only.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("file")
                    && Source.isText(only.getValueNode())) {
                return Optional.of((ScalarNode) only.getValueNode());
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> resolve(Source source, String name) {
        try {
            return Optional.of(
                    source.path().toAbsolutePath().resolveSibling(name).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private JsonNode payloadFile(ScalarNode node) {
        Optional<Path> file = resolve(source, node.getValue()).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            problems.add(
                    source.place(node),
                    "payload file '" + node.getValue() + "' does not exist",
                    null,
                    "a JSON or YAML file, relative to the scenario file");
            return null;
        }
        return Source.read(file.get(), node.getValue(), problems)
                .filter(payload -> payload.root() != null)
                .map(payload -> template(payload, payload.root()))
                .orElse(null);
    }

    private JsonNode template(Source from, Node node) {
        JsonNode tree = from.tree(node, problems);
        for (PayloadTemplate.Problem problem : PayloadTemplate.problems(tree)) {
            problems.add(from.place(Source.resolve(node, problem.place())), problem.message(), null, null);
        }
        return tree;
    }

    private Map<String, String> checks(Section section) {
        Map<String, String> checks = new LinkedHashMap<>();
        for (String name : section.entries().keySet()) {
            String expression = section.text(name, null);
            if (expression != null) {
                try {
                    ResponseCheck.compile(name, expression);
                    checks.put(name, expression);
                } catch (IllegalArgumentException e) {
                    problems.add(section.place(name), "check '" + name + "': " + e.getMessage(), null, null);
                }
            }
        }
        return checks;
    }

    private Map<String, RegressionSettings> regression(Section section) {
        Map<String, RegressionSettings> settings = new LinkedHashMap<>();
        if (!names.judgedMetrics().isEmpty()) {
            section.allow(new TreeSet<>(names.judgedMetrics()));
        }
        for (String metric : section.entries().keySet()) {
            Section entry = section.section(metric).allow(Keys.REGRESSION);
            settings.put(
                    metric,
                    new RegressionSettings(
                            entry.has("gate") ? (Boolean) entry.flag("gate", true) : null,
                            entry.ratio("minEffect", null, true),
                            entry.ratio("tolerance", null, true),
                            entry.has("waiver") ? waiver(entry.section("waiver").allow(Keys.WAIVER)) : null));
        }
        return settings;
    }

    private RegressionSettings.Waiver waiver(Section section) {
        boolean complete = section.require("upTo", "the worsening that is accepted, such as 15%")
                & section.require("until", "the last day on which it is, such as 2027-01-31")
                & section.require("reason", "why, for the reader of the report");
        if (!complete) {
            return null;
        }
        Double upTo = section.ratio("upTo", null, true);
        LocalDate until = date(section);
        String reason = section.text("reason", null);
        return upTo == null || until == null || reason == null
                ? null
                : new RegressionSettings.Waiver(upTo, until, reason);
    }

    private static LocalDate date(Section section) {
        if (Source.isText(section.node("until"))) {
            try {
                return LocalDate.parse(Source.scalar(section.node("until")));
            } catch (DateTimeParseException e) {
                // Falls through to the problem.
            }
        }
        section.wrong("until", "a date such as 2027-01-31");
        return null;
    }
}
