package io.github.lambdaperf.core.scenario;

import java.util.List;

/** Reads what a scenario asks of its run as a whole. */
final class RunReader {
    private final Section top;
    private final Problems problems;

    RunReader(Section top) {
        this.top = top;
        this.problems = top.problems();
    }

    /** The precision at which the load ends; a breakpoint at the top of a file has an {@code until} of its own. */
    UntilSpec until(List<Workload> workloads) {
        boolean searches = workloads.stream().anyMatch(workload -> workload.executor() instanceof Executor.Breakpoint);
        if (!top.has("until") || isBreakpoint()) {
            return null;
        }
        if (searches) {
            problems.add(top.keyPlace("until"), "a breakpoint has an 'until' of its own", null, "inside 'scenarios'");
            return null;
        }
        if (Source.isText(top.node("until"))) {
            UntilSpec spec = UntilSpec.parse(Source.scalar(top.node("until"))).orElse(null);
            if (spec != null) {
                return spec;
            }
        }
        top.wrong("until", "a percentile of invocation_duration with a precision, such as p(95)±2%");
        return null;
    }

    private boolean isBreakpoint() {
        return top.has("executor")
                && Source.isText(top.node("executor"))
                && Source.scalar(top.node("executor")).equals("breakpoint");
    }

    /** The environments to keep ready. */
    Integer provisionedConcurrency(SendSpec send) {
        if (!top.has("provisionedConcurrency")) {
            return null;
        }
        if (!(send instanceof InvokeSpec invoke)) {
            problems.add(
                    top.keyPlace("provisionedConcurrency"),
                    "'provisionedConcurrency' needs 'invoke': only there it is known which alias is called",
                    null,
                    null);
        } else if ("$LATEST".equals(invoke.qualifier())) {
            problems.add(
                    top.keyPlace("provisionedConcurrency"),
                    "Lambda provisions no concurrency for $LATEST",
                    null,
                    "invoke: { qualifier: live }, an alias or a version");
        }
        return (int) top.whole("provisionedConcurrency", 1, 1, Integer.MAX_VALUE);
    }
}
