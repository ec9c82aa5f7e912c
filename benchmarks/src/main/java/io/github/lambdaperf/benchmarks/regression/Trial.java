package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.regression.InterleavedRun;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a rule may look at in one simulated build. A rule that needs fewer runs takes the first ones.
 *
 * @param baseline runs of the earlier version, measured before
 * @param candidate runs of the later version, in the order in which they would be made
 * @param interleaved runs of both, in that order
 * @param random for rules that resample
 */
record Trial(
        List<SimulatedRun> baseline,
        List<SimulatedRun> candidate,
        List<InterleavedRun> interleaved,
        RandomGenerator random) {}
