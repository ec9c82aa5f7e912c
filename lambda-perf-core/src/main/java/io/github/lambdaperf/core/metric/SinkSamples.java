package io.github.lambdaperf.core.metric;

/**
 * What a metric has taken, in a form that can be added to another's.
 *
 * @param count of samples
 * @param sum of the samples; of a rate those that were not zero, of a gauge its value
 * @param min smallest sample; null: not a trend, or empty
 * @param max largest sample; null likewise
 * @param exact the samples of a trend as big-endian doubles, while there are few; else null
 * @param histogram of a trend, as {@link EncodedHistogram} has it; else null
 */
public record SinkSamples(long count, double sum, Double min, Double max, byte[] exact, byte[] histogram) {
    /** Of what keeps no distribution. */
    static SinkSamples of(long count, double sum) {
        return new SinkSamples(count, sum, null, null, null, null);
    }
}
