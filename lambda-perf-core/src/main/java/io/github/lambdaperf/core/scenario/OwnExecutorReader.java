package io.github.lambdaperf.core.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Reads the executors that k6 does not have. */
final class OwnExecutorReader {
    private static final int MOST_AT_ONCE = 10_000;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final double INCREASE = 0.5;
    private static final double PRECISION = 0.05;

    private final Section section;
    private final Problems problems;
    private final Function<Section, List<ThresholdSpec>> conditions;

    OwnExecutorReader(Section section, Function<Section, List<ThresholdSpec>> conditions) {
        this.section = section;
        this.problems = section.problems();
        this.conditions = conditions;
    }

    Executor burst() {
        section.require("invocations", "how many start at the same instant, such as 100");
        long invocations = section.whole("invocations", 1, 1, Integer.MAX_VALUE);
        if (invocations > MOST_AT_ONCE) {
            problems.add(
                    section.place("invocations"),
                    "'invocations' is out of range",
                    Long.toString(invocations),
                    "at most " + MOST_AT_ONCE + " at once");
        }
        int bursts = (int) section.whole("bursts", 1, 1, Integer.MAX_VALUE);
        Duration every = section.duration("every", Duration.ZERO, false);
        if (bursts > 1) {
            section.require("every", "from one burst to the next, such as 1m");
        } else if (section.has("every")) {
            problems.add(section.keyPlace("every"), "'every' needs more than one of 'bursts'", null, null);
        }
        return new Executor.Burst((int) invocations, bursts, every);
    }

    Executor breakpoint() {
        section.require("startRate", "the first rate, one that surely holds, such as 5");
        section.require("maxRate", "the rate that is never exceeded, such as 500");
        double startRate = section.number("startRate", 1, 0, false);
        double maxRate = section.number("maxRate", startRate, 0, false);
        if (maxRate < startRate) {
            problems.add(
                    section.place("maxRate"),
                    "maxRate is less than startRate",
                    Source.scalar(section.node("maxRate")),
                    "startRate or more");
        }
        Integer preAllocated = WorkloadReader.preAllocatedVus(section);
        return new Executor.Breakpoint(
                startRate,
                maxRate,
                section.duration("timeUnit", Duration.ofSeconds(1), false),
                share("increase", INCREASE),
                section.duration("settle", SETTLE, true),
                section.duration("window", WINDOW, false),
                share("precision", PRECISION),
                preAllocated,
                WorkloadReader.maxVus(section, preAllocated),
                until());
    }

    private double share(String key, double absent) {
        Double share = section.ratio(key, absent, true);
        if (share != null && share > 0) {
            return share;
        }
        if (share != null) {
            section.wrong(key, "a percentage greater than 0, such as 5%");
        }
        return absent;
    }

    /** Without any, a rate breaks when more than 1 % of its invocations fail. */
    private List<ThresholdSpec> until() {
        if (!section.has("until")) {
            return List.of(new ThresholdSpec("invocation_success", "rate<0.99", false, null, 0));
        }
        Section until = section.section("until");
        if (until.entries().isEmpty()) {
            problems.add(
                    until.place(), "'until' is empty", null, "a condition, such as invocation_success: [rate<0.99]");
        }
        List<ThresholdSpec> specs = conditions.apply(until);
        for (ThresholdSpec spec : specs) {
            if (spec.abortOnFail() || spec.delayAbortEval() != null) {
                problems.add(
                        until.place(spec.metric()),
                        "'abortOnFail' has no meaning in 'until'",
                        null,
                        "the expression alone");
            } else if (spec.expression().contains("baseline")) {
                problems.add(
                        until.place(spec.metric()),
                        "'until' needs a number: the baseline is not read before the run ends",
                        null,
                        null);
            }
        }
        return specs;
    }
}
