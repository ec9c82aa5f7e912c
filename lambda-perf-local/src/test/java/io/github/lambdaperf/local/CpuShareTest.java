package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CpuShareTest {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    @Test
    void offUnlessAskedFor() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            assertThat(target.target.cpuLimiter()).isEqualTo("none: not asked for");
        }
    }

    @Test
    void anInitialisedEnvironmentIsInAGroupThatGoesWithTheTarget() throws IOException {
        Path group;
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.cpuShare(true))) {
            assertThat(target.target.cpuLimiter()).matches("cgroup v[12]|none: .+");
            assumeThat(target.target.cpuLimiter()).startsWith("cgroup");
            long pid = TargetUnderTest.json(target.invoke("{}")).path("pid").asLong();

            group = group(pid).orElseThrow();
            assertThat(quota(group)).isEqualTo("28943");
            target.invoke("{\"do\":\"halt\"}");
            Waiting.until(() -> !Files.exists(group));
            target.invoke("{}");
        }
        assertThat(group.getParent()).doesNotExist();
    }

    private static Optional<Path> group(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"));
        return lines.stream()
                .filter(line -> line.contains("/lambda-local-"))
                .map(line -> line.split(":", 3)[2].substring(1))
                .flatMap(group -> Stream.of(GROUPS.resolve("cpu").resolve(group), GROUPS.resolve(group)))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static String quota(Path group) throws IOException {
        Path v1 = group.resolve("cpu.cfs_quota_us");
        return Files.exists(v1)
                ? Files.readString(v1).trim()
                : Files.readString(group.resolve("cpu.max")).split(" ")[0];
    }
}
