package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the executors of a file, with k6's rules and defaults. */
final class WorkloadReader {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]+");
    private static final Duration GRACEFUL_RAMP_DOWN = Duration.ofSeconds(30);
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);
    private static final String DEFAULT = "default";

    private final Section top;
    private final Problems problems;
    private final Function<Section, List<ThresholdSpec>> conditions;
    private final Map<String, String> runTags;
    private final Set<String> tagNames = new HashSet<>();

    /** @param conditions reads the {@code until} of a breakpoint */
    WorkloadReader(Section top, Function<Section, List<ThresholdSpec>> conditions) {
        this.top = top;
        this.conditions = conditions;
        this.problems = top.problems();
        this.runTags = top.has("scenarios") ? top.texts("tags") : Map.of();
    }

    /** The workloads; what could not be read is among the problems. */
    List<Workload> read() {
        if (top.has("scenarios")) {
            return scenarios();
        }
        if (top.has("executor")) {
            return oneOrNone(workload(DEFAULT, top));
        }
        for (String key : top.entries().keySet()) {
            if (Keys.ofExecutorsOnly(key) && !Keys.WORKLOAD.contains(key) && !Keys.SHORTCUT.contains(key)) {
                problems.add(
                        top.keyPlace(key),
                        "'" + key + "' needs an executor",
                        null,
                        "executor: " + String.join(" or ", executorsWith(key)));
            }
        }
        return oneOrNone(shortcut());
    }

    /** Names of the tags that the file sets, also where their workload has problems. */
    Set<String> tagNames() {
        return tagNames;
    }

    private static List<Workload> oneOrNone(Workload workload) {
        return workload == null ? List.of() : List.of(workload);
    }

    private static List<String> executorsWith(String key) {
        return Keys.EXECUTORS.entrySet().stream()
                .filter(executor -> executor.getValue().contains(key))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Workload> scenarios() {
        for (String key : top.entries().keySet()) {
            if (Keys.ofExecutorsOnly(key)) {
                problems.add(
                        top.keyPlace(key),
                        "'" + key + "' and 'scenarios' cannot be used together",
                        null,
                        "'" + key + "' inside an entry of 'scenarios'");
            }
        }
        Section map = top.section("scenarios");
        if (map.entries().isEmpty()) {
            problems.add(map.place(), "'scenarios' is empty", null, "a name with an executor, at least one");
        }
        List<Workload> workloads = new ArrayList<>();
        Set<String> functions = new LinkedHashSet<>();
        for (String name : map.entries().keySet()) {
            if (!NAME.matcher(name).matches()) {
                problems.add(map.keyPlace(name), "wrong name '" + name + "'", null, "letters, digits, '_' and '-'");
            }
            Section section = map.section(name);
            functions.add(section.text("exec", DEFAULT));
            if (functions.size() > 1) {
                problems.add(
                        section.place("exec"),
                        "the scenarios of one file send the same invocation, 'exec' cannot differ",
                        String.join(", ", functions),
                        "one file per invocation");
                functions.retainAll(Set.of(functions.iterator().next()));
            }
            Workload workload = section.require("executor", String.join(", ", Keys.EXECUTORS.keySet()))
                    ? workload(name, section)
                    : workload(name, section, null);
            if (workload != null) {
                workloads.add(workload);
            }
        }
        if (workloads.size() > 1) {
            workloads.stream()
                    .filter(workload -> workload.executor() instanceof Executor.Breakpoint)
                    .findFirst()
                    .ifPresent(workload -> problems.add(
                            map.keyPlace(workload.name()),
                            "a breakpoint searches alone: other load beside it would move the point",
                            null,
                            "a file of its own"));
        }
        return workloads;
    }

    private Workload workload(String name, Section section) {
        String type = executorType(section);
        if (type == null) {
            return workload(name, section, null);
        }
        Set<String> own = Keys.workload(type);
        if (section == top) {
            for (String key : section.entries().keySet()) {
                if (Keys.ofExecutorsOnly(key) && !own.contains(key)) {
                    problems.add(
                            section.keyPlace(key),
                            "unknown key '" + key + "' of " + type,
                            null,
                            String.join(", ", own));
                }
            }
        } else {
            section.allow(own);
        }
        int before = problems.size();
        Executor executor = executor(type, section);
        return workload(name, section, problems.size() == before ? executor : null);
    }

    private Workload workload(String name, Section section, Executor executor) {
        Duration startTime = section.duration("startTime", Duration.ZERO, true);
        Duration gracefulStop = section.duration("gracefulStop", null, true);
        Map<String, String> tags = new LinkedHashMap<>(runTags);
        tags.putAll(section.texts("tags"));
        tagNames.addAll(tags.keySet());
        section.text("exec", DEFAULT);
        if (section.has("env") && !section.section("env").entries().isEmpty()) {
            problems.add(
                    section.keyPlace("env"),
                    "k6's option 'env' is not supported: there is no script that reads it; put the values into payload",
                    null,
                    null);
        }
        return executor == null ? null : new Workload(name, executor, startTime, gracefulStop, tags);
    }

    private String executorType(Section section) {
        Node node = section.node("executor");
        String type = Source.isText(node) ? Source.scalar(node) : "";
        if (type.equals("externally-controlled")) {
            problems.add(
                    section.place("executor"),
                    "executor 'externally-controlled' is not supported (k6 removed it in 2.0)",
                    null,
                    String.join(", ", Keys.EXECUTORS.keySet()));
            return null;
        }
        return section.oneOf("executor", null, List.copyOf(Keys.EXECUTORS.keySet()));
    }

    private Executor executor(String type, Section section) {
        return switch (type) {
            case "constant-vus" -> constantVus(section);
            case "ramping-vus" -> rampingVus(section, "startVUs");
            case "constant-arrival-rate" -> constantArrivalRate(section);
            case "ramping-arrival-rate" -> rampingArrivalRate(section);
            case "shared-iterations" -> sharedIterations(section, "maxDuration");
            case "per-vu-iterations" ->
                new Executor.PerVuIterations(
                        vus(section, "vus", 1, 1),
                        section.whole("iterations", 1, 1, Long.MAX_VALUE),
                        section.duration("maxDuration", MAX_DURATION, false));
            case "burst" -> new OwnExecutorReader(section, conditions).burst();
            case "breakpoint" -> new OwnExecutorReader(section, conditions).breakpoint();
            default -> throw new IllegalStateException(type);
        };
    }

    /** k6's order: iterations, duration, stages, vus alone, nothing. */
    private Workload shortcut() {
        int before = problems.size();
        Executor executor;
        if (top.has("iterations")) {
            exclude("iterations", "stages");
            executor = sharedIterations(top, "duration");
        } else if (top.has("duration")) {
            exclude("duration", "stages");
            executor = constantVus(top);
        } else if (top.has("stages")) {
            executor = rampingVus(top, "vus");
        } else if (top.has("vus")) {
            int vus = vus(top, "vus", 1, 1);
            executor = new Executor.SharedIterations(vus, vus, MAX_DURATION);
        } else {
            executor = new Executor.PerVuIterations(1, 1, MAX_DURATION);
        }
        return workload(DEFAULT, top, problems.size() == before ? executor : null);
    }

    private void exclude(String key, String other) {
        if (top.has(other)) {
            problems.add(
                    top.keyPlace(other),
                    "'" + key + "' and '" + other + "' cannot be used together",
                    null,
                    "one of them");
        }
    }

    private Executor constantVus(Section section) {
        section.require("duration", "how long the VUs iterate, such as 1m");
        return new Executor.ConstantVus(vus(section, "vus", 1, 1), section.duration("duration", Duration.ZERO, false));
    }

    private Executor rampingVus(Section section, String startKey) {
        int startVus = vus(section, startKey, 1, 0);
        List<Stage> stages = stages(section, true);
        if (startVus == 0 && !stages.isEmpty() && stages.stream().allMatch(stage -> stage.target() == 0)) {
            problems.add(
                    section.place("stages"), "no VU ever runs: all targets are 0", null, "a target greater than 0");
        }
        return new Executor.RampingVus(
                startVus, stages, section.duration("gracefulRampDown", GRACEFUL_RAMP_DOWN, true));
    }

    private Executor constantArrivalRate(Section section) {
        section.require("rate", "iterations per timeUnit, such as 100");
        section.require("duration", "how long iterations are started, such as 10m");
        Integer preAllocated = preAllocatedVus(section);
        return new Executor.ConstantArrivalRate(
                section.number("rate", 1, 0, false),
                section.duration("timeUnit", Duration.ofSeconds(1), false),
                section.duration("duration", Duration.ZERO, false),
                preAllocated,
                maxVus(section, preAllocated),
                arrival(section));
    }

    private Executor rampingArrivalRate(Section section) {
        double startRate = section.number("startRate", 0, 0, true);
        List<Stage> stages = stages(section, false);
        if (startRate == 0 && !stages.isEmpty() && stages.stream().allMatch(stage -> stage.target() == 0)) {
            problems.add(
                    section.place("stages"),
                    "no iteration ever starts: all targets are 0",
                    null,
                    "a target greater than 0");
        }
        Integer preAllocated = preAllocatedVus(section);
        return new Executor.RampingArrivalRate(
                startRate,
                section.duration("timeUnit", Duration.ofSeconds(1), false),
                stages,
                preAllocated,
                maxVus(section, preAllocated),
                arrival(section));
    }

    private Executor sharedIterations(Section section, String maxDuration) {
        int vus = vus(section, "vus", 1, 1);
        long iterations = section.whole("iterations", 1, 1, Long.MAX_VALUE);
        if (section.has("vus") && iterations < vus) {
            problems.add(
                    section.has("iterations") ? section.place("iterations") : section.place("vus"),
                    "fewer iterations than VUs",
                    iterations + " iterations, " + vus + " VUs",
                    "at least as many iterations as VUs");
        }
        return new Executor.SharedIterations(vus, iterations, section.duration(maxDuration, MAX_DURATION, false));
    }

    private List<Stage> stages(Section section, boolean wholeTargets) {
        List<Stage> stages = new ArrayList<>();
        if (!section.require("stages", "a list of {duration, target}")) {
            return stages;
        }
        for (Node node : section.list("stages", "{duration, target}")) {
            Section stage =
                    Section.of(section.source(), node, "a stage", problems).allow(Keys.STAGE);
            boolean complete = stage.require("duration", "how long the stage takes, such as 1m")
                    & stage.require("target", "where the stage ends");
            if (complete) {
                Duration duration = stage.duration("duration", Duration.ZERO, true);
                double target = wholeTargets
                        ? stage.whole("target", 0, 0, Integer.MAX_VALUE)
                        : stage.number("target", 0, 0, true);
                stages.add(new Stage(duration, target));
            }
        }
        return stages;
    }

    private static int vus(Section section, String key, int absent, int least) {
        return (int) section.whole(key, absent, least, Integer.MAX_VALUE);
    }

    static Integer preAllocatedVus(Section section) {
        return section.has("preAllocatedVUs") ? (Integer) vus(section, "preAllocatedVUs", 0, 0) : null;
    }

    static Integer maxVus(Section section, Integer preAllocated) {
        if (!section.has("maxVUs")) {
            return null;
        }
        int maxVus = vus(section, "maxVUs", Integer.MAX_VALUE, 1);
        if (preAllocated != null && maxVus < preAllocated) {
            section.problems()
                    .add(
                            section.place("maxVUs"),
                            "maxVUs is less than preAllocatedVUs",
                            maxVus + " and " + preAllocated,
                            "maxVUs: " + preAllocated + " or more");
        }
        return maxVus;
    }

    private Arrival arrival(Section section) {
        boolean poisson =
                section.oneOf("arrival", "even", List.of("even", "poisson")).equals("poisson");
        long seed = section.whole("seed", 0, 0, 1L << 53);
        if (section.has("seed") && !poisson) {
            problems.add(section.keyPlace("seed"), "'seed' needs 'arrival: poisson'", null, null);
        }
        return poisson ? new Arrival(true, seed) : Arrival.EVEN;
    }
}
