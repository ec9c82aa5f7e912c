package io.github.lambdaperf.benchmarks.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Simulated runs to draw from, with replacement: simulating every run of every trial anew would take hours.
 *
 * @param runs equally likely
 * @param <R> run of one version, or interleaved run
 */
record Bank<R>(List<R> runs) {
    /**
     * Fills a bank.
     *
     * @param size runs
     * @param simulate a run
     */
    static <R> Bank<R> of(
            int size, NoiseModel noise, SplittableRandom random, Function<? super RunSimulator, ? extends R> simulate) {
        RunSimulator simulator = new RunSimulator(noise, random);
        List<R> runs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            runs.add(simulate.apply(simulator));
        }
        return new Bank<>(List.copyOf(runs));
    }

    R draw(RandomGenerator random) {
        return runs.get(random.nextInt(runs.size()));
    }

    List<R> draw(int count, RandomGenerator random) {
        List<R> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(draw(random));
        }
        return drawn;
    }
}
