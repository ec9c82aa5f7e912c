package io.github.lambdaperf.core.metric;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/** Histograms as bytes, in HdrHistogram's own compressed encoding (V2); no bucket is lost. */
public final class EncodedHistogram {
    private EncodedHistogram() {}

    /** Encodes. */
    public static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.DEFAULT_COMPRESSION);
        return Arrays.copyOf(buffer.array(), length);
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @throws IllegalArgumentException where the bytes are something else
     */
    public static Histogram decode(byte[] bytes) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }
}
