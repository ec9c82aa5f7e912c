package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLimiterTest {

    @TempDir
    private Path system;

    @Test
    void theQuotaIsTheShareOfTheMemory() {
        assertThat(CpuLimiter.quotaMicros(1769)).isEqualTo(100_000);
        // 512 / 1769 = 0.28943
        assertThat(CpuLimiter.quotaMicros(512)).isEqualTo(28_943);
        assertThat(CpuLimiter.quotaMicros(10_240)).isEqualTo(578_858);
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        assertThat(CpuLimiter.in(system, List.of()).description())
                .isEqualTo("none: this process is in no control group");
        // A directory where the kernel's files are not.
        Path cpu = Files.createDirectory(system.resolve("cpu"));
        assertThat(CpuLimiter.in(system, List.of("4:memory:/", "1:cpu,cpuacct:/"))
                        .description())
                .startsWith("none: cgroup v1 at " + cpu + " cannot be used (no cpu.cfs_quota_us");
        assertThat(cpu).isEmptyDirectory();
    }

    @Test
    void unifiedGroupsAreMadeBelowTheOwnGroup() throws IOException {
        Path own = Files.createDirectories(system.resolve("ci/job"));
        Files.writeString(own.resolve("cgroup.subtree_control"), "cpu memory\n");

        CpuLimiter limiter = CpuLimiter.in(system, List.of("0::/ci/job"));

        assertThat(limiter.description()).isEqualTo("cgroup v2");
        try (var groups = Files.list(own)) {
            assertThat(groups.filter(Files::isDirectory))
                    .singleElement()
                    .satisfies(group ->
                            assertThat(group.resolve("cgroup.subtree_control")).hasContent("+cpu"));
        }
    }

    @Test
    void groupsOfKilledTargetsAreRemoved() throws IOException {
        Path own = Files.createDirectories(system.resolve("cpu"));
        // Larger than any process id.
        Path left = Files.createDirectories(own.resolve("lambda-local-99999999999-1/0a"));
        Path foreign = Files.createDirectories(own.resolve("lambda-local-other"));

        CpuLimiter.in(system, List.of("1:cpu:/"));

        assertThat(left.getParent()).doesNotExist();
        assertThat(foreign).exists();
    }
}
