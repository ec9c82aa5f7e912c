package io.github.lambdaperf.core.tune;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The address of AWS Lambda Power Tuning's chart: sizes as 16-bit integers, mean milliseconds and USD of an invocation as
 * 32-bit floats, each little-endian in Base64, joined by semicolons after the {@code #}, which no server gets to see.
 */
final class VisualizationUrl {
    private static final String BASE = "https://lambda-power-tuning.show/#";
    private static final double MILLION = 1e6;

    private VisualizationUrl() {}

    static String of(List<SizeFigures> figures) {
        List<SizeFigures> sorted = figures.stream()
                .sorted(Comparator.comparingInt(SizeFigures::memoryMb))
                .toList();
        ByteBuffer sizes = buffer(sorted.size() * Short.BYTES);
        ByteBuffer times = buffer(sorted.size() * Float.BYTES);
        ByteBuffer costs = buffer(sorted.size() * Float.BYTES);
        for (SizeFigures size : sorted) {
            sizes.putShort((short) size.memoryMb());
            times.putFloat((float) size.meanMs().value());
            costs.putFloat((float) (size.costPerMillion().value() / MILLION));
        }
        return BASE + text(sizes) + ";" + text(times) + ";" + text(costs);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer bytes) {
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
