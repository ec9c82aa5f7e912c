package io.github.lambdaperf.core.record;

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
        boolean valid,
        String problem) {}
