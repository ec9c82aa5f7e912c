package io.github.lambdaperf.core.record;

import java.util.List;

/**
 * Whether the generator itself was the limit.
 *
 * @param sendLagP50Ms lateness of sends against the schedule (open executors), median
 * @param sendLagP99Ms 99th percentile
 * @param sendLagMaxMs largest
 * @param cpu share of all cores that this JVM used, 0 to 1
 * @param gcPauseMs sum of the collector's pauses
 * @param gcPauseMaxMs longest, or null where it is not known
 * @param otherCpu share of all cores that other work used meanwhile, stolen time included, 0 to 1; null: not known
 * @param clients what sent the requests, such as {@code netty}, or {@code netty with BoringSSL} where TLS was spoken
 * @param rehearsedMs how long the way of an invocation was run inside the generator before the load; 0 where it was not,
 *     as in a further run of the same build
 * @param valid false: the figures are not to be blamed on the function
 * @param problem why not, or null
 */
public record GeneratorHealth(
        double sendLagP50Ms,
        double sendLagP99Ms,
        double sendLagMaxMs,
        double cpu,
        long gcPauseMs,
        Double gcPauseMaxMs,
        Double otherCpu,
        List<String> clients,
        long rehearsedMs,
        boolean valid,
        String problem) {

    public GeneratorHealth {
        clients = clients == null ? List.of() : List.copyOf(clients);
    }
}
