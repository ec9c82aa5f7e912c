package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.TargetUnderTest.json;
import static io.github.lambdaperf.local.TargetUnderTest.report;
import static io.github.lambdaperf.local.TargetUnderTest.tail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.UpperCaseStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class InvocationTest {

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void firstInvocationIsColdAndTheNextOneWarm(RuntimeClient client) {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.runtimeClient(client))) {
            InvokeResponse cold = target.invoke("{}");
            InvokeResponse warm = target.invoke("{}");

            assertThat(cold.functionError()).isNull();
            assertThat(cold.executedVersion()).isEqualTo("$LATEST");
            assertThat(json(warm).path("pid")).isEqualTo(json(cold).path("pid"));
            assertThat(json(cold).path("requestId").asText())
                    .isEqualTo(cold.responseMetadata().requestId());
            Matcher first = report(cold);
            assertThat(first.group(1)).isEqualTo(cold.responseMetadata().requestId());
            assertThat(first.group("init")).isNotNull();
            assertThat(first.group("failure")).isNull();
            double billable = Double.parseDouble(first.group("duration")) + Double.parseDouble(first.group("init"));
            assertThat(Double.parseDouble(first.group("billed"))).isBetween(billable - 0.02, billable + 1.02);
            assertThat(report(warm).group("init")).isNull();
            String id = first.group(1);
            assertThat(tail(cold))
                    .startsWith("START RequestId: " + id + " Version: $LATEST\nprinted line\nlogged\nin two lines\n"
                            + "without a line end\nEND RequestId: " + id + "\nREPORT");
            assertThat(target.target.environmentsStarted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void handlersOfAllFormsRun(RuntimeClient client) {
        String name = UpperCaseStream.class.getName();
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.handler(name), s -> s.runtimeClient(client))) {
            assertThat(target.invoke("\"grün\"").payload().asUtf8String()).isEqualTo("\"GRÜN\"");
        }
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f.handler(name + "::greet"), s -> s.runtimeClient(client))) {
            assertThat(target.invoke("\"you\"").payload().asUtf8String()).isEqualTo("\"hello you\"");
        }
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f.handler("no.such.Handler"), s -> s.runtimeClient(client))) {
            InvokeResponse missing = target.invoke("{}");
            assertThat(missing.functionError()).isEqualTo("Unhandled");
            assertThat(json(missing).path("errorMessage").asText()).isEqualTo("Class not found: no.such.Handler");
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void handlersExceptionIsAFunctionError(RuntimeClient client) {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.runtimeClient(client))) {
            InvokeResponse failed = target.invoke("{\"do\":\"throw\"}");

            assertThat(failed.statusCode()).isEqualTo(200);
            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(json(failed).path("errorType").asText()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(json(failed).path("errorMessage").asText()).isEqualTo("no such order");
            assertThat(report(failed).group("failure")).isNull();
            assertThat(report(target.invoke("{}")).group("init"))
                    .as("the process lives on")
                    .isNull();
        }
    }

    @Test
    void theFunctionSeesLambdasEnvironmentAndNothingOfTheParents(@TempDir Path root) throws IOException {
        String context = Base64.getEncoder()
                .encodeToString("{\"custom\":{\"tenant\":\"münchen\"}}".getBytes(StandardCharsets.UTF_8));
        try (TargetUnderTest target = TargetUnderTest.start(
                f -> f.taskRoot(root).environment(Map.of("MINE", "yes")).timeout(Duration.ofSeconds(30)),
                s -> s.region("eu-west-1").accountId("123456789012"))) {
            JsonNode seen =
                    json(target.lambda.invoke(b -> b.functionName("sample").clientContext(context)));

            JsonNode environment = seen.path("environment");
            assertThat(environment.path("MINE").asText()).isEqualTo("yes");
            assertThat(environment.has("HOME")).isFalse();
            assertThat(environment.path("AWS_REGION").asText()).isEqualTo("eu-west-1");
            assertThat(environment.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("sample");
            assertThat(environment.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText())
                    .isEqualTo("512");
            assertThat(environment.path("AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_java17");
            assertThat(environment.path("AWS_ACCESS_KEY_ID").asText()).isEqualTo("local");
            assertThat(environment.path("TZ").asText()).isEqualTo(":UTC");
            assertThat(environment.path("LANG").asText()).isEqualTo("en_US.UTF-8");
            assertThat(seen.path("locale").asText()).isEqualTo("en_US");
            assertThat(environment.path("LAMBDA_TASK_ROOT").asText()).isEqualTo(root.toString());
            assertThat(seen.path("directory").asText())
                    .isEqualTo(root.toRealPath().toString());
            assertThat(seen.path("arn").asText()).isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:sample");
            assertThat(seen.path("custom").path("tenant").asText()).isEqualTo("münchen");
            assertThat(seen.path("remaining").asInt()).isBetween(1, 30_000);
            // 85 % of 512 MB are 435 MB; the serial collector keeps one survivor space out of it.
            assertThat(seen.path("heapMb").asInt()).isBetween(400, 435);
        }
    }

    @Test
    void theFunctionsOwnJvmOptionsWin() {
        Map<String, String> options = Map.of("JAVA_TOOL_OPTIONS", "-Xmx200m -XX:+UseParallelGC");
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.environment(options))) {
            InvokeResponse response = target.invoke("{}");

            assertThat(response.functionError()).as(tail(response)).isNull();
            assertThat(json(response).path("heapMb").asInt()).isBetween(150, 200);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFunctionMaySetItsLocale() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.environment(Map.of("LANG", "C.UTF-8")))) {
            JsonNode seen = json(target.invoke("{}"));

            assertThat(seen.path("environment").path("LANG").asText()).isEqualTo("C.UTF-8");
            assertThat(seen.path("environment").has("LC_ALL")).isFalse();
            assertThat(seen.path("locale").asText()).isEqualTo("en");
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    @EnabledOnOs(OS.LINUX)
    void environmentsStartFromTheArchiveInTheCache(RuntimeClient client, @TempDir Path cache) throws IOException {
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f, s -> s.runtimeClient(client).cacheDirectory(cache))) {
            ProcessHandle process = ProcessHandle.of(
                            json(target.invoke("{}")).path("pid").asLong())
                    .orElseThrow();

            String archive = List.of(process.info().arguments().orElseThrow()).stream()
                    .filter(argument -> argument.startsWith("-XX:SharedArchiveFile="))
                    .findFirst()
                    .orElseThrow()
                    .substring("-XX:SharedArchiveFile=".length());
            assertThat(Path.of(archive)).isRegularFile().hasParent(cache);
            // Without it mapped, the JVM would have gone on without a word.
            assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps")))
                    .contains(archive);
            assertThat(target.messages()).hasSize(7);
        }
    }

    @Test
    void aBrokenArchiveOnlyCostsTime(@TempDir Path cache) throws IOException {
        try (TargetUnderTest first = TargetUnderTest.start(f -> f, s -> s.cacheDirectory(cache))) {
            assertThat(first.invoke("{}").functionError()).isNull();
        }
        try (Stream<Path> files = Files.list(cache)) {
            Path archive = files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(archive, "broken");
        }

        try (TargetUnderTest second = TargetUnderTest.start(f -> f, s -> s.cacheDirectory(cache))) {
            InvokeResponse response = second.invoke("{}");

            assertThat(response.functionError()).as(tail(response)).isNull();
            assertThat(second.messages()).as("no word of the JVM in the log").hasSize(7);
        }
    }

    @Test
    void logTailIsTheEndOfTheLog() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            InvokeResponse noisy = target.invoke("{\"do\":\"noise\"}");

            assertThat(Base64.getDecoder().decode(noisy.logResult())).hasSize(4096);
            assertThat(report(noisy).group(1))
                    .isEqualTo(noisy.responseMetadata().requestId());
            assertThat(target.lambda.invoke(b -> b.functionName("sample")).logResult())
                    .isNull();
        }
    }

    @Test
    void sixteenEnvironmentsAtOnceAllAnswer() {
        int count = 16;
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f.timeout(Duration.ofSeconds(120)), s -> s.maxConcurrency(count))) {
            List<CompletableFuture<InvokeResponse>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(
                        CompletableFuture.supplyAsync(() -> target.invoke("{\"do\":\"sleep\",\"ms\":2000}"), callers));
            }
            Set<Long> processes = new HashSet<>();
            for (CompletableFuture<InvokeResponse> call : calls) {
                InvokeResponse response = call.join();
                assertThat(response.functionError()).as(tail(response)).isNull();
                processes.add(json(response).path("pid").asLong());
            }
            assertThat(target.target.environmentsStarted()).isEqualTo(processes.size());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void invocationsBeyondTheConcurrencyAreThrottled() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            CompletableFuture<InvokeResponse> running =
                    CompletableFuture.supplyAsync(() -> target.invoke("{\"do\":\"sleep\",\"ms\":3000}"));

            TooManyRequestsException refused = null;
            while (refused == null && !running.isDone()) {
                try {
                    target.invoke("{\"do\":\"echo\"}");
                } catch (TooManyRequestsException e) {
                    refused = e;
                }
            }

            // Either may come first; the one that came second is the one refused.
            if (refused == null) {
                assertThatThrownBy(running::join).hasCauseInstanceOf(TooManyRequestsException.class);
            } else {
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.reasonAsString()).isEqualTo("ConcurrentInvocationLimitExceeded");
                assertThat(refused.retryAfterSeconds()).isEqualTo("1");
            }
        }
    }

    @Test
    void eventsAreQueuedAndFailedOnesRetriedTwice(@TempDir Path directory) throws IOException {
        Path attempts = directory.resolve("attempts");
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.timeScale(0.001))) {
            InvokeResponse accepted = target.lambda.invoke(b -> b.functionName("sample")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"do\":\"count\",\"file\":\"" + attempts + "\"}")));
            assertThat(accepted.statusCode()).isEqualTo(202);
            // The concurrency is one, so the second event waits for the first.
            target.lambda.invoke(b -> b.functionName("sample").invocationType(InvocationType.EVENT));

            String id = accepted.responseMetadata().requestId();
            Waiting.until(() -> target.messages().stream()
                            .filter(line -> line.startsWith("REPORT"))
                            .count()
                    == 4);
            assertThat(Files.readAllLines(attempts)).hasSize(3);
            assertThat(target.messages())
                    .filteredOn(line -> line.startsWith("REPORT RequestId: " + id))
                    .hasSize(3);
        }
    }

    @Test
    void dryRunsRunNothing() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            assertThat(target.lambda
                            .invoke(b -> b.functionName("sample").invocationType(InvocationType.DRY_RUN))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(target.target.environmentsStarted()).isZero();
        }
    }

    @Test
    void payloadsThatLambdaRefusesAreRefused() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            assertThatThrownBy(() -> target.invoke("{\"a\":")).isInstanceOf(InvalidRequestContentException.class);
            assertThatThrownBy(() -> target.invoke("{} {}")).isInstanceOf(InvalidRequestContentException.class);
            String large = "\"" + "x".repeat(6_291_456) + "\"";
            assertThatThrownBy(() -> target.invoke(large)).isInstanceOf(RequestTooLargeException.class);
            SdkBytes overOneMb = SdkBytes.fromUtf8String("\"" + "x".repeat(1_048_576) + "\"");
            assertThatThrownBy(() -> target.lambda.invoke(b -> b.functionName("sample")
                            .invocationType(InvocationType.EVENT)
                            .payload(overOneMb)))
                    .isInstanceOf(RequestTooLargeException.class);
            String fitting = "{\"do\":\"echo\",\"x\":\"" + "é".repeat(1_000_000) + "\"}";
            assertThat(target.invoke(fitting).payload().asUtf8String()).isEqualTo(fitting);
        }
    }

    @Test
    void answersAboveLambdasLimitAreErrorsAndTheEnvironmentServesOn() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            for (int bytes : new int[] {6_291_557, 40_000_000}) {
                InvokeResponse large = target.invoke("{\"do\":\"answer\",\"bytes\":" + bytes + "}");
                assertThat(large.functionError()).isEqualTo("Unhandled");
                assertThat(large.payload().asUtf8String()).contains("Function.ResponseSizeTooLarge");
            }
            assertThat(target.invoke("{\"do\":\"answer\",\"bytes\":6291000}").functionError())
                    .isNull();
            assertThat(target.target.environmentsStarted()).isEqualTo(1);
        }
    }
}
