package io.github.lambdaperf.core.record;

/**
 * What makes runs comparable; runs of different environments are never compared.
 *
 * @param target {@code local} or {@code aws}
 * @param region AWS region; {@code local} on the local target
 * @param architecture {@code x86_64} or {@code arm64}
 * @param memoryMb configured memory
 * @param runtime family, such as {@code java21}
 * @param packageType {@code Zip} or {@code Image}
 * @param snapStart true where restores replace inits
 * @param provisionedConcurrency 0: none
 * @param host on the local target, what the durations depend on: cores and CPU model; empty on aws
 */
public record Environment(
        String target,
        String region,
        String architecture,
        int memoryMb,
        String runtime,
        String packageType,
        boolean snapStart,
        int provisionedConcurrency,
        String host) {}
