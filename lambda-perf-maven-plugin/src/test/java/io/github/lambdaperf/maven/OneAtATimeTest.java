package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** While another process loads: a load waits for it, and whatever would touch its records is refused. */
@Timeout(240)
class OneAtATimeTest {
    private static final String SCENARIO = "vus: 1\niterations: 3\n";

    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private Path directory;

    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Goals first;
    private Process other;

    /** The other process is in the middle of its load until it may end. */
    @BeforeEach
    void start() throws Exception {
        first = GROUND.goals(directory.resolve("first"));
        GROUND.proxy().on("Invoke", number -> {
            loading.countDown();
            await(mayEnd);
            return null;
        });
        other = OwnJvm.of(
                        MachineFaultsTest.Main.class,
                        directory.resolve("first").toString(),
                        GROUND.proxy().endpoint().toString(),
                        SCENARIO)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        await(loading);
    }

    @AfterEach
    void end() throws Exception {
        mayEnd.countDown();
        assertThat(other.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(directory.resolve("out.txt"))).startsWith("well", "", "COMPLETE 3.0 []");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(100, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSecondGoalOnTheSameRecordsIsRefused() throws Exception {
        for (Goals.Ended ended : List.of(
                first.load(), first.analyze(), first.check(), first.report(), first.baseline(), first.merge())) {
            assertThat(ended.isFailure()).isTrue();
            assertThat(ended.message())
                    .isEqualTo("another goal is at work in " + directory.resolve("first/target/perf") + " (process "
                            + other.pid() + "): let it end, or give this one a place of its own by"
                            + " -Dperf.outputDirectory");
        }
        assertThat(GROUND.proxy().operations()).containsOnlyOnce("Invoke");
    }

    @Test
    void anotherBuildWaitsForItsTurn() throws Exception {
        Goals second = GROUND.goals(directory.resolve("second")).scenario("second", SCENARIO);
        CompletableFuture<String> waits = new CompletableFuture<>();
        second.telling(line -> {
            if (line.contains("waiting")) {
                waits.complete(line);
            }
        });
        CompletableFuture<Goals.Ended> load = CompletableFuture.supplyAsync(() -> {
            try {
                return second.load();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(waits.get(100, TimeUnit.SECONDS))
                .isEqualTo("[INFO] waiting for another build on this machine: a load of process " + other.pid());
        assertThat(GROUND.proxy().operations()).containsOnlyOnce("Invoke");
        mayEnd.countDown();

        assertThat(load.get(100, TimeUnit.SECONDS).failure()).isNull();
        RunRecord run = second.record().orElseThrow();
        assertThat(run.startedAt()).isAfter(first.record().orElseThrow().endedAt());
    }
}
