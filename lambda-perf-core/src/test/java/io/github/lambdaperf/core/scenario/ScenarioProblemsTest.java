package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ScenarioProblemsTest {
    @TempDir
    Path directory;

    private String problems(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        PerfException e = catchThrowableOfType(PerfException.class, () -> ScenarioReaderTest.READER.read(file));
        assertThat(e).as("problems of " + text).isNotNull();
        assertThat(e.blame()).isEqualTo(PerfException.Blame.USER);
        return e.getMessage();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ScenarioProblemsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void reportsAllMistakesOfAFile() throws IOException {
        assertThat(problems("orders.yaml", resource("three-mistakes.yaml"))).isEqualTo("""
                        3 problems in the scenario files; nothing was sent.

                        orders.yaml:2:29: wrong value of 'target'
                            found:   the text 'ten'
                            allowed: a whole number, 0 or more

                        orders.yaml:3:17: wrong value of 'duration': '5x' is no duration: unknown unit 'x'; write it \
                        like 1m30s, 500ms, 2h or as a number of milliseconds

                        orders.yaml:7:1: unknown key 'treshold', did you mean 'thresholds'?
                            allowed: invoke, http, sqs, sns, eventbridge, scenarios, thresholds, tags, payload, feeder, \
                        metrics, publish, checks, thinkTime, warmup, regression, failures, expect, until, provisionedConcurrency, sensitive, vus, duration, iterations, stages, \
                        executor, startTime, gracefulStop, exec, env""");
    }

    /** Cases of problems.txt: {@code === title}, the file, {@code >>>}, the message. */
    @TestFactory
    Stream<DynamicTest> saysWhatIsWrong() throws IOException {
        return Arrays.stream(resource("problems.txt").split("(?m)^=== "))
                .filter(test -> !test.isBlank())
                .map(test -> {
                    int title = test.indexOf('\n');
                    int message = test.indexOf("\n>>>\n");
                    return DynamicTest.dynamicTest(
                            test.substring(0, title),
                            () -> assertThat(problems("s.yaml", test.substring(title + 1, message)))
                                    .isEqualTo(test.substring(message + 5).stripTrailing()));
                });
    }

    @Test
    void locatesProblemsInPayloadFiles() throws IOException {
        Files.writeString(directory.resolve("event.json"), "{\n\t\"a\": \"${nope}\",\n\t\"a\": 1\n}");
        assertThat(problems("p.yaml", "payload: event.json"))
                .isEqualTo(
                        "1 problem in the scenario files; nothing was sent.\n\nevent.json:3:2: key 'a' stands twice");
        Files.writeString(directory.resolve("event.json"), "{\n\t\"a\": \"${nope}\"\n}");
        assertThat(problems("p.yaml", "payload: event.json"))
                .endsWith("\n\nevent.json:2:7: unknown variable 'nope' in 'nope';"
                        + " allowed: iteration, now, row, runId, scenario, vu");
        Files.writeString(directory.resolve("event.json"), "{\n  \"a\": ]\n}");
        assertThat(problems("p.yaml", "payload: event.json")).contains("\n\nevent.json:2:8: not YAML: ");
    }
}
