package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.regression.InterleavedRun;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Banks of runs for each effect.
 *
 * @param baseline unchanged runs
 * @param candidates runs for each of {@link #EFFECTS}
 * @param interleaved interleaved runs for each of them
 */
record Banks(Bank<SimulatedRun> baseline, List<Bank<SimulatedRun>> candidates, List<Bank<InterleavedRun>> interleaved) {
    /** By how much the later version is slower. */
    static final List<Double> EFFECTS = List.of(0.0, 0.05, 0.10, 0.20);

    /** Requests of a run: enough for a p99 of its warm ones to be gated. */
    static final int REQUESTS = 2_100;

    /**
     * Simulates the runs.
     *
     * @param size runs of the baseline; each effect has half as many
     * @param perVersion requests that an interleaved run sends to each version
     */
    static Banks of(int size, double runShift, int perVersion, SplittableRandom random) {
        NoiseModel run = new NoiseModel(REQUESTS, runShift);
        NoiseModel interleaved = new NoiseModel(perVersion, runShift);
        return new Banks(
                Bank.of(size, run, random.split(), simulator -> simulator.run(0)),
                candidates(size / 2, run, 0, random),
                EFFECTS.stream()
                        .map(effect -> Bank.<InterleavedRun>of(
                                size / 2, interleaved, random.split(), simulator -> simulator.interleaved(effect)))
                        .toList());
    }

    /** The same interleaved runs, beside stored runs that differ more or less from each other. */
    Banks withRunShift(int size, double runShift, SplittableRandom random) {
        NoiseModel run = new NoiseModel(REQUESTS, runShift);
        return new Banks(
                Bank.of(size, run, random.split(), simulator -> simulator.run(0)),
                candidates(size, run, 0, random),
                interleaved);
    }

    /** The same baseline, judged after the platform became slower for both versions. */
    Banks withDrift(int size, double runShift, double drift, SplittableRandom random) {
        return new Banks(baseline, candidates(size, new NoiseModel(REQUESTS, runShift), drift, random), interleaved);
    }

    private static List<Bank<SimulatedRun>> candidates(
            int size, NoiseModel noise, double drift, SplittableRandom random) {
        return EFFECTS.stream()
                .map(effect -> Bank.<SimulatedRun>of(
                        size, noise, random.split(), simulator -> simulator.run((1 + effect) * (1 + drift) - 1)))
                .toList();
    }
}
