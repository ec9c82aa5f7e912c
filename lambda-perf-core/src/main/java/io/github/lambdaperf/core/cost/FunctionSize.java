package io.github.lambdaperf.core.cost;

import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;

/**
 * What of a function's configuration sets its price.
 *
 * @param memoryMb configured memory, 1 GB is 1024 MB
 * @param architecture {@code x86_64} or {@code arm64}
 * @param ephemeralStorageMb size of {@code /tmp}; what is above 512 MB is charged
 * @param region AWS region, or {@code local}
 */
public record FunctionSize(int memoryMb, String architecture, int ephemeralStorageMb, String region) {
    public FunctionSize {
        if (memoryMb <= 0) {
            throw new IllegalArgumentException("memory must be more than 0 MB: " + memoryMb);
        }
    }

    /** Of the function of a run. */
    public static FunctionSize of(Environment environment, FunctionRecord function) {
        return new FunctionSize(
                environment.memoryMb(),
                environment.architecture(),
                function.ephemeralStorageMb(),
                environment.region());
    }

    /** The same on the other architecture. */
    public FunctionSize on(String otherArchitecture) {
        return new FunctionSize(memoryMb, otherArchitecture, ephemeralStorageMb, region);
    }
}
