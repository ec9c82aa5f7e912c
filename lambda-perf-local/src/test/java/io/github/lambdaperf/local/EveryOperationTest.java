package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every operation that the target claims, called by boto3 and by the aws command line where they are installed. */
class EveryOperationTest {

    @TempDir
    private Path directory;

    static boolean boto3() throws InterruptedException {
        return installed("boto3");
    }

    static boolean commandLine() throws InterruptedException {
        return installed("awscli.clidriver");
    }

    private static boolean installed(String module) throws InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import boto3, " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(20, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @EnabledIf(value = "boto3", disabledReason = "there is no python3 with boto3")
    void isAnsweredAsBotoExpects() throws Exception {
        callsAll("boto3");
    }

    @Test
    @EnabledIf(value = "commandLine", disabledReason = "there is no python3 with the aws command line")
    void isAnsweredAsTheCommandLineExpects() throws Exception {
        callsAll("cli");
    }

    private void callsAll(String mode) throws Exception {
        Path script = directory.resolve("every_operation.py");
        try (InputStream in = EveryOperationTest.class.getResourceAsStream("every_operation.py")) {
            Files.copy(in, script);
        }
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, settings -> settings.maxConcurrency(6))) {
            Process python = new ProcessBuilder(
                            "python3",
                            script.toString(),
                            mode,
                            target.target.endpoint().toString(),
                            "sample")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(python.waitFor()).as(output).isZero();
            assertThat(output).startsWith("every operation answered: ");
        }
    }
}
