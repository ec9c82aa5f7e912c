package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    @TempDir
    private Path directory;

    private Scenario scenario() throws IOException {
        Path file = Files.writeString(directory.resolve("test.yaml"), "vus: 1\niterations: 1\nwarmup: 3\n");
        return ScenarioFiles.reader().read(file);
    }

    /** A generator without memory drops all invocations but one, which it tells. */
    @Test
    @Timeout(60)
    void doesNotWaitForAnswersThatAFaultOfTheGeneratorHasLost() throws Exception {
        class TellingOne extends FakeInvoker {
            private boolean told;

            TellingOne() {
                super(0, number -> InvokeOutcome.GENERATOR_ERROR, number -> null);
            }

            @Override
            public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
                if (!told) {
                    told = true;
                    super.invoke(request, listener);
                }
            }
        }
        Inputs inputs = new Inputs("test", "run-1", null, context -> new byte[0]);
        try (TellingOne invoker = new TellingOne()) {
            WarmUp warmUp = new WarmUp(scenario(), inputs, Shard.WHOLE, Duration.ofMinutes(10));

            warmUp.run(invoker, () -> false);

            assertThat(warmUp.billed()).isEqualTo(new Billed(0, 0, 0, 0));
        }
    }
}
