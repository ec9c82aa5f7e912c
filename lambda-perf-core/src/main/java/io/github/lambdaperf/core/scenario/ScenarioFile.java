package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.record.CustomMetric;
import io.github.lambdaperf.core.record.Publication;
import io.github.lambdaperf.core.secret.SensitiveFields;
import io.github.lambdaperf.core.threshold.MetricType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Turns one file's nodes into a scenario. */
final class ScenarioFile {
    private static final String SENSITIVE = "names of payload fields, such as card.number";
    private static final Pattern FIELD = Pattern.compile("[^\\s.]+(?:\\.[^\\s.]+)*");

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
        MetricReader metricReader = new MetricReader(top);
        List<CustomMetric> metrics = metricReader.metrics(names.metrics().keySet());
        WorkloadReader workloadReader =
                new WorkloadReader(top, section -> new ThresholdReader(section, names.metrics(), names.tags()).read());
        List<Workload> workloads = workloadReader.read();
        Duration thinkTime = top.duration("thinkTime", Duration.ZERO, true);
        if (top.has("thinkTime") && !workloads.isEmpty() && workloads.stream().allMatch(ScenarioFile::isOpen)) {
            problems.add(
                    top.keyPlace("thinkTime"),
                    "'thinkTime' has no effect: an arrival-rate executor starts iterations at its rate",
                    null,
                    null);
        }
        PayloadReader payloadReader = new PayloadReader(top);
        PayloadSpec payload = payloadReader.payload();
        if (top.has(send.key())) {
            new RowReferences(payloadReader.feeder(), source, problems).check(top.node(send.key()));
        }
        Publication publication = metricReader.publication();
        Map<String, MetricType> allMetrics = new HashMap<>(names.metrics());
        metrics.forEach(metric -> allMetrics.put(metric.name(), MetricType.GAUGE));
        List<ThresholdSpec> thresholds = List.of();
        if (top.has("thresholds")) {
            thresholds =
                    new ThresholdReader(top.section("thresholds"), allMetrics, tags(workloadReader.tagNames())).read();
        }
        Map<String, String> checks = top.has("checks") ? checks(top.section("checks")) : Map.of();
        Map<String, RegressionSettings> regression =
                top.has("regression") ? regression(top.section("regression"), metrics) : Map.of();
        int warmup = (int) top.whole("warmup", 0, 0, Integer.MAX_VALUE);
        if (warmup > 0 && send instanceof MessageSpec) {
            problems.add(top.keyPlace("warmup"), "'warmup' needs 'invoke' or 'http'", null, null);
        }
        FailureReader failureReader = new FailureReader(top, payloadReader);
        List<FailureSpec> failures = failureReader.failures(send, payload == null ? null : payload.single());
        ExpectSpec expect = failureReader.expect(send, failures);
        RunReader runReader = new RunReader(top);
        UntilSpec until = runReader.until(workloads);
        Integer provisionedConcurrency = runReader.provisionedConcurrency(send);
        SensitiveFields sensitive = sensitive(top, payload);
        if (problems.size() > before) {
            return Optional.empty();
        }
        String digest = ScenarioDigest.of(
                send,
                workloads,
                payload,
                payloadReader.feeder(),
                thinkTime,
                warmup,
                failures,
                until,
                provisionedConcurrency,
                sensitive);
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
                expect,
                payloadReader.feeder(),
                metrics,
                publication,
                until,
                provisionedConcurrency,
                sensitive));
    }

    private SensitiveFields sensitive(Section top, PayloadSpec payload) {
        if (!top.has("sensitive")) {
            return SensitiveFields.NONE;
        }
        List<String> fields = new ArrayList<>();
        for (Node node : top.list("sensitive", SENSITIVE)) {
            if (!Source.isText(node) || !FIELD.matcher(Source.scalar(node)).matches()) {
                problems.add(
                        top.source().place(node),
                        "an entry of 'sensitive' is no name of a field",
                        Source.describe(node),
                        SENSITIVE);
            } else {
                fields.add(Source.scalar(node));
            }
        }
        if (payload == null) {
            problems.add(
                    top.keyPlace("sensitive"), "'sensitive' names fields of a payload, and there is none", null, null);
        }
        return new SensitiveFields(fields);
    }

    /** The file's name without its ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
    }

    /** The keys that a message shows; those of one executor are left out. */
    private static List<String> listed() {
        return Keys.top().stream()
                .filter(key -> !key.startsWith("$") && !Keys.WITHOUT_EFFECT.contains(key))
                .filter(key -> Keys.SHORTCUT.contains(key) || Keys.WORKLOAD.contains(key) || !Keys.ofExecutorsOnly(key))
                .toList();
    }

    private static boolean isOpen(Workload workload) {
        return workload.executor() instanceof Executor.ConstantArrivalRate
                || workload.executor() instanceof Executor.RampingArrivalRate
                || workload.executor() instanceof Executor.Burst
                || workload.executor() instanceof Executor.Breakpoint;
    }

    private Set<String> tags(Set<String> own) {
        Set<String> tags = new HashSet<>(names.tags());
        tags.addAll(own);
        return tags;
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

    private Map<String, RegressionSettings> regression(Section section, List<CustomMetric> metrics) {
        Map<String, RegressionSettings> settings = new LinkedHashMap<>();
        if (!names.judgedMetrics().isEmpty()) {
            Set<String> judged = new TreeSet<>(names.judgedMetrics());
            metrics.forEach(metric -> judged.add(CustomMetric.JUDGED + metric.name()));
            section.allow(judged);
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
