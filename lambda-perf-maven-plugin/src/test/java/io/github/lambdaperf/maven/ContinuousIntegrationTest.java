package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.report.Annotation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuousIntegrationTest {
    private static final List<Annotation> BROKEN =
            List.of(new Annotation("src/perf/a.yaml", 4, "threshold", "", "too slow", "too slow", true));

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ContinuousIntegration system(String mode, Map<String, String> variables) {
        return new ContinuousIntegration(mode, variables, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @Test
    void gitHubIsToldByCommandsAndInTheStepsSummary() throws Exception {
        Path summary = Files.writeString(directory.resolve("summary.md"), "### orders\n");
        Path steps = Files.writeString(directory.resolve("steps.md"), "before\n");

        system("auto", Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", steps.toString()))
                .tell(BROKEN, summary);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("::error file=src/perf/a.yaml,line=4,title=lambda-perf threshold::too slow"
                        + System.lineSeparator());
        assertThat(Files.readString(steps)).isEqualTo("before\n### orders\n\n");
    }

    @Test
    void nobodyElseIsTold() throws Exception {
        Path summary = Files.writeString(directory.resolve("summary.md"), "### orders\n");

        system("auto", Map.of("GITLAB_CI", "true")).tell(BROKEN, summary);
        system("none", Map.of("GITHUB_ACTIONS", "true")).tell(BROKEN, summary);
        assertThat(out.size()).isZero();

        system("github", Map.of()).tell(BROKEN, summary);
        assertThat(out.size()).isPositive();
        assertThatThrownBy(() -> system("gitlab", Map.of()))
                .isInstanceOf(PerfException.class)
                .hasMessage("perf.annotations is 'gitlab': it can be auto, github, none");
    }

    @Test
    void theSourcesAreWhereTheSystemSays() {
        Path project = directory.resolve("checkout/orders");
        Path checkout = directory.resolve("checkout");

        assertThat(system("auto", Map.of("CI_PROJECT_DIR", checkout.toString())).root(project))
                .isEqualTo(checkout);
        assertThat(system("auto", Map.of("WORKSPACE", "/elsewhere")).root(project))
                .isEqualTo(project);
    }
}
