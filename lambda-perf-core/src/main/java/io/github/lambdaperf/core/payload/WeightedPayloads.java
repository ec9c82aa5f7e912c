package io.github.lambdaperf.core.payload;

import java.util.List;
import java.util.SplittableRandom;

/** One of several payloads for each iteration, each by its weight. Safe for use by several threads. */
final class WeightedPayloads implements PayloadSource {
    private final List<PayloadTemplate> templates;
    private final double[] bounds;
    private final long seed;

    /** @param weights above 0, one for each template */
    WeightedPayloads(List<PayloadTemplate> templates, double[] weights, long seed) {
        this.templates = List.copyOf(templates);
        this.seed = seed;
        this.bounds = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            bounds[i] = sum;
        }
    }

    @Override
    public byte[] payload(IterationContext context) {
        double draw = new SplittableRandom(~context.stream(seed)).nextDouble() * bounds[bounds.length - 1];
        int index = 0;
        while (index < bounds.length - 1 && draw >= bounds[index]) {
            index++;
        }
        return templates.get(index).payload(context);
    }
}
