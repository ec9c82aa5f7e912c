package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.regression.Prior;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPriorTest {
    @TempDir
    private Path directory;

    /** Eleven medians of alternately 100·e^-0.02 and 100·e^0.02: S² = 0.0004·(11 - 1/11)/10, v̄ = 0.012². */
    private BaselineStore store() {
        BaselineStore store = new BaselineStore(directory);
        double[] medians = IntStream.range(0, 11)
                .mapToDouble(i -> 100 * Math.exp(i % 2 == 0 ? -0.02 : 0.02))
                .toArray();
        store.write(Records.candidate(medians));
        return store;
    }

    @Test
    void isPooledOverTheProjectsBaselines() {
        Prior prior = ProjectPrior.of(store(), "aws", "another").get("client.warm.p50");

        // (4·0.04² + 10·(0.00043636 - 0.000144)) / (4 + 10)
        assertThat(prior.tau0()).isCloseTo(Math.sqrt((0.0064 + 0.0043636 - 0.00144) / 14), within(1e-5));
        assertThat(prior.nu0()).isEqualTo(9);
    }

    @Test
    void leavesTheJudgedScenarioAndOtherTargetsOut() {
        BaselineStore store = store();

        assertThat(ProjectPrior.of(store, "aws", "create-order")).isEmpty();
        assertThat(ProjectPrior.of(store, "local", "another")).isEmpty();
    }

    @Test
    void needsTenDegreesOfFreedom() {
        BaselineStore store = new BaselineStore(directory);
        RunRecord[] runs = Stream.generate(
                        () -> Records.run(Records.AWS, Records.DIGEST, RunRecord.Status.COMPLETE, 40, 0, Map.of()))
                .limit(10)
                .toArray(RunRecord[]::new);
        store.write(BaselineFile.candidate(java.util.List.of(runs), "create-order", null));

        assertThat(ProjectPrior.of(store, "aws", "another")).isEmpty();
    }
}
