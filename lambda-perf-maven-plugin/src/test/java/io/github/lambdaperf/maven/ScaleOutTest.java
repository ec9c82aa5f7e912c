package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.load.MergedRun;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardRecords;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes share one load of one function, and their records are one run. */
class ScaleOutTest {
    private static final String SCENARIO = """
            executor: constant-arrival-rate
            rate: 50
            duration: 2s
            checks:
              echoes: status == 200
            thresholds:
              invocations: ["count==100"]
              invocation_success: ["rate>0"]
            """;

    @TempDir
    private Path directory;

    private TestTarget target;

    @BeforeEach
    void start() throws Exception {
        target = TestTarget.start(TestTarget.function("echo", EchoHandler.class));
        Files.createDirectories(directory.resolve("perf"));
        Files.writeString(directory.resolve("perf/echo.yaml"), SCENARIO);
    }

    @AfterEach
    void end() {
        target.close();
    }

    private Process process(int index) throws IOException {
        return OwnJvm.of(
                        ShardedLoad.class,
                        target.endpoint().toString(),
                        directory.resolve("perf").toString(),
                        shard(index).path().toString(),
                        Integer.toString(index))
                .redirectError(directory.resolve("out-" + index + ".txt").toFile())
                .start();
    }

    private RunDirectory shard(int index) {
        return new RunDirectory(directory.resolve("shard-" + index));
    }

    private List<Scenario> scenarios() {
        return ScenarioFiles.reader().readAll(directory.resolve("perf"), List.of());
    }

    private RunRecord merge(List<RunDirectory> shards, String name) {
        return MergedRun.write(
                ShardRecords.read(shards),
                scenarios(),
                directory,
                PriceTable.bundled(),
                new RunDirectory(directory.resolve(name)));
    }

    @Test
    void threeProcessesAreOneRun() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int index = 1; index <= 3; index++) {
            processes.add(process(index));
        }
        for (Process process : processes) {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
        }
        Instant startAt = Instant.now().plusSeconds(9);
        for (Process process : processes) {
            try (Writer line = process.outputWriter()) {
                line.write(startAt + "\n");
            }
        }
        for (int index = 1; index <= 3; index++) {
            assertThat(processes.get(index - 1).waitFor())
                    .as(Files.readString(directory.resolve("out-" + index + ".txt")))
                    .isZero();
        }

        RunRecord merged = merge(List.of(shard(3), shard(1), shard(2)), "merged");

        // a busy machine may have made a shard late, which it says of itself
        assertThat(merged.statusReasons()).allMatch(reason -> reason.contains("sends were late"));
        assertThat(merged.status()).isNotEqualTo(RunRecord.Status.PARTIAL);
        assertThat(merged.options().sharding().runs()).containsExactly("shard-1", "shard-2", "shard-3");
        ScenarioRecord scenario = merged.scenarios().get(0);
        assertThat(scenario.startedAtMs()).isEqualTo(startAt.toEpochMilli());
        assertThat(scenario.metrics().get("invocations").values().get("count")).isEqualTo(100);
        // environments that start on a busy machine may have been too few for all of them
        assertThat(scenario.checks().get(0).passes())
                .isPositive()
                .isEqualTo(100 - scenario.checks().get(0).fails());
        assertThat(scenario.thresholds()).allMatch(threshold -> threshold.passed());
        assertThat(scenario.plannedIterations()).isEqualTo(100);
        assertThat(scenario.cost().totalUsd().doubleValue()).isPositive();

        Histogram all = new Histogram(3);
        long invocations = 0;
        for (int index = 1; index <= 3; index++) {
            all.add(Histograms.read(Histograms.file(shard(index), "echo")).get("all"));
            RunRecord one = shard(index).read();
            assertThat(one.statusReasons())
                    .contains("it is shard " + index + "/3: perf:merge makes one run of all shards");
            // arrivals 0, 3, 6, ... of 100; 1, 4, 7, ...; 2, 5, 8, ...
            assertThat(one.scenarios().get(0).metrics().get("invocations").count())
                    .isEqualTo(index == 1 ? 34 : 33);
            invocations += one.scenarios().get(0).metrics().get("invocations").count();
        }
        assertThat(invocations).isEqualTo(100);
        assertThat(Histograms.read(Histograms.file(new RunDirectory(directory.resolve("merged")), "echo"))
                        .get("all"))
                .isEqualTo(all);
        assertThat(TimelineFile.read(directory.resolve("merged").resolve(TimelineFile.NAME)).get("echo").stream()
                        .mapToLong(point -> point.started())
                        .sum())
                .isEqualTo(100);

        RunRecord without = merge(List.of(shard(1), shard(3)), "without");
        assertThat(without.status()).isNotEqualTo(RunRecord.Status.COMPLETE);
        assertThat(without.statusReasons()).contains("shard 2 of 3 is missing");

        assertThatThrownBy(() -> merge(List.of(shard(1), shard(1)), "twice"))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("there are two records of shard 1");

        Files.writeString(directory.resolve("perf/echo.yaml"), SCENARIO.replace("rate: 50", "rate: 60"));
        assertThatThrownBy(() -> merge(List.of(shard(1), shard(2), shard(3)), "changed"))
                .isInstanceOf(PerfException.class)
                .hasMessage(
                        "the scenario echo is not the one that shard 1 ran: merge in a checkout of the same commit");
    }

    @Test
    void aStartThatHasPassedSendsNothing() {
        assertThatThrownBy(() -> ShardedLoad.run(
                        target.endpoint(),
                        directory.resolve("perf"),
                        directory.resolve("late"),
                        new Shard(1, 3),
                        Instant.parse("2026-01-01T00:00:00Z")))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: perf.startAt=2026-01-01T00:00:00Z has passed; choose an instant that all"
                        + " shards reach");
    }

    @Test
    void whatOnlyTheWholeKnowsIsNotShared() throws Exception {
        Files.writeString(directory.resolve("perf/echo.yaml"), """
                executor: breakpoint
                startRate: 10
                maxRate: 20
                """);

        assertThatThrownBy(() -> ShardedLoad.run(
                        target.endpoint(),
                        directory.resolve("perf"),
                        directory.resolve("search"),
                        new Shard(1, 3),
                        null))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("nothing was sent: scenario echo searches for the breaking point");
    }
}
