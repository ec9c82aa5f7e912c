package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.handlers.SampleHandler;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTargetMainTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Process process;
    private String locale;
    private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "java"})
    void killingTheTargetLeavesNoEnvironmentAndNoFileBehind(String client, @TempDir Path directory) throws Exception {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        URI endpoint = start("--runtime-client", client, "--concurrency", "2", "--timeout", "600");
        Path file = directory.resolve("pid");
        CompletableFuture<String> never =
                invoke(endpoint, "{\"do\":\"sleep\",\"ms\":600000,\"file\":\"" + file + "\"}");
        Waiting.until(() -> Files.exists(file) && file.toFile().length() > 0);
        ProcessHandle busy =
                ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
        ProcessHandle idle = environment(invoke(endpoint, "{}").join());
        assertThat(idle).isNotEqualTo(busy);
        assertThat(busy.isAlive() && idle.isAlive()).isTrue();
        assertThat(never).isNotDone();
        assertThat(temporary).isNotEmptyDirectory();

        process.destroyForcibly().waitFor();

        Waiting.until(() -> !idle.isAlive() && !busy.isAlive());
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endOfStandardInputEndsItAll() throws Exception {
        URI endpoint = start("--name", "sample");
        assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
        ProcessHandle environment = environment(invoke(endpoint, "{}").join());

        process.getOutputStream().close();

        assertThat(process.waitFor()).isZero();
        Waiting.until(() -> !environment.isAlive());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFunctionReadsUtf8WhereTheMachineDoesNot() throws Exception {
        locale = "C";
        URI endpoint = start("--name", "sample");

        JsonNode seen = JSON.readTree(invoke(endpoint, "{}").join());

        assertThat(seen.path("charset").asText()).isEqualTo("UTF-8");
        assertThat(seen.path("fileNames").asText()).isEqualTo("UTF-8");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> LocalTargetMain.parse("--colour", "red")).hasMessageContaining("--colour");
        assertThatThrownBy(() -> LocalTargetMain.parse("--port")).hasMessage("--port needs a value");
        assertThatThrownBy(() -> LocalTargetMain.parse("--memory", "lots")).hasMessageContaining("'lots'");
        assertThatThrownBy(() -> LocalTargetMain.parse("--runtime-client", "go"))
                .hasMessageContaining("native|java");
        assertThatThrownBy(() -> LocalTargetMain.parse("--env", "x")).hasMessageContaining("NAME=VALUE");
    }

    @Test
    void helpSaysWhatItTakes() throws Exception {
        String output = output("--help");

        assertThat(process.waitFor()).isZero();
        assertThat(output).contains("--handler HANDLER ", "--time-scale FACTOR ");
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String output = output("--port", Integer.toString(taken.getLocalPort()));

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(output.lines())
                    .singleElement()
                    .asString()
                    .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private String output(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalTargetMain.class.getName()));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private URI start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LocalTargetMain.class.getName(),
                "--handler",
                SampleHandler.class.getName(),
                "--classpath",
                TargetUnderTest.testClasses() + File.pathSeparator));
        if (!List.of(options).contains("--name")) {
            command.addAll(List.of("--name", "sample"));
        }
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (locale != null) {
            builder.environment().remove("LC_ALL");
            builder.environment().put("LANG", locale);
        }
        process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).startsWith("local target at http://127.0.0.1:");
        return URI.create(line.substring("local target at ".length()));
    }

    private static CompletableFuture<String> invoke(URI endpoint, String event) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/sample/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private static ProcessHandle environment(String answer) throws IOException {
        return ProcessHandle.of(JSON.readTree(answer).path("pid").asLong()).orElseThrow();
    }
}
