package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.PerfException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which shard this process is: as written, or as the system tells that started it.
 *
 * <p>Variables as documented by AWS Batch (array jobs), Kubernetes (indexed Jobs), GitLab ({@code parallel}), CircleCI
 * ({@code parallelism}), Buildkite ({@code parallelism}) and Azure Pipelines (slicing).
 */
public final class ShardIndex {
    /** Asks for the system's variables. */
    public static final String AUTO = "auto";

    private static final Pattern AUTO_OF = Pattern.compile("auto(?:/(\\d{1,6}))?");

    /** @param index variable's name @param first number of the first shard @param count variable's name, or null */
    private record Variables(String system, String index, int first, String count) {}

    private static final List<Variables> KNOWN = List.of(
            new Variables("AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", 0, "AWS_BATCH_JOB_ARRAY_SIZE"),
            new Variables("Kubernetes", "JOB_COMPLETION_INDEX", 0, null),
            new Variables("GitLab", "CI_NODE_INDEX", 1, "CI_NODE_TOTAL"),
            new Variables("CircleCI", "CIRCLE_NODE_INDEX", 0, "CIRCLE_NODE_TOTAL"),
            new Variables("Buildkite", "BUILDKITE_PARALLEL_JOB", 0, "BUILDKITE_PARALLEL_JOB_COUNT"),
            new Variables("Azure Pipelines", "SYSTEM_JOBPOSITIONINPHASE", 1, "SYSTEM_TOTALJOBSINPHASE"));

    private ShardIndex() {}

    /**
     * Reads {@code 3/10}, {@code auto} or {@code auto/10}.
     *
     * @param text null: the whole load
     * @param environment of this process
     * @throws PerfException where it is none of these, or the environment does not tell
     */
    public static Shard of(String text, Map<String, String> environment) {
        if (text == null || text.isBlank()) {
            return Shard.WHOLE;
        }
        Matcher auto = AUTO_OF.matcher(text.strip());
        if (auto.matches()) {
            return told(auto.group(1), environment);
        }
        return Shard.read(text)
                .orElseThrow(() -> PerfException.user(
                        "perf.shard is '" + text + "': it can be 3/10, auto (the system's own variables) or auto/10"));
    }

    private static Shard told(String count, Map<String, String> environment) {
        Variables known = KNOWN.stream()
                .filter(variables -> environment.containsKey(variables.index()))
                .findFirst()
                .orElseThrow(() -> PerfException.user("perf.shard is auto, and none of "
                        + KNOWN.stream().map(Variables::index).collect(Collectors.joining(", "))
                        + " is set: write it out, such as -Dperf.shard=3/10"));
        String of = Optional.ofNullable(count)
                .or(() -> Optional.ofNullable(known.count()).map(environment::get))
                .orElseThrow(() -> PerfException.user("perf.shard is auto, and " + known.system()
                        + " does not tell how many there are: write it out, such as -Dperf.shard=auto/10"));
        int index = number(known.index(), environment.get(known.index())) - known.first() + 1;
        return Shard.of(index, number(known.count(), of), known.index() + "=" + environment.get(known.index()))
                .orElseThrow();
    }

    private static int number(String variable, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw PerfException.user("perf.shard is auto, and " + variable + " is '" + text + "', not a number");
        }
    }
}
