package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that fail while perf:load runs: each is counted under its name, the rest is measured, and the next run works. */
@Timeout(120)
class RequestFaultsTest {
    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private Path directory;

    private FaultProxy proxy;
    private Goals goals;

    @BeforeEach
    void open() throws Exception {
        proxy = GROUND.proxy();
        goals = GROUND.goals(directory.resolve("orders"));
    }

    /** What was counted, each as often as it was. */
    private static List<String> names(ScenarioRecord scenario) {
        List<String> names = new ArrayList<>();
        FaultGround.byName(scenario)
                .forEach((name, error) -> names.addAll(Collections.nCopies((int) error.count(), name)));
        return names;
    }

    @ParameterizedTest
    @CsvSource({"netty, netty, MalformedAnswer", "sdk, AWS SDK for Java, ConnectionClosed"})
    void eachKindIsCountedUnderItsNameAndTheRestIsMeasured(String client, String recorded, String noHttp)
            throws Exception {
        List<FaultProxy.Fault> faults = List.of(
                FaultProxy.reset(),
                (out, socket) -> false,
                FaultProxy.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half", false),
                FaultProxy.raw("nonsense\r\n\r\n", false),
                FaultProxy.ok(200, "application/json", "x".repeat(8 * 1024 * 1024)),
                FaultProxy.throttle("ReservedFunctionConcurrentInvocationLimitExceeded"),
                FaultProxy.throttle("ConcurrentInvocationLimitExceeded"),
                FaultProxy.throttle("FunctionInvocationRateLimitExceeded"),
                FaultProxy.throttle("ReservedFunctionInvocationRateLimitExceeded"),
                FaultProxy.throttle("CallerRateLimitExceeded"),
                FaultProxy.throttle("ConcurrentSnapshotCreateLimitExceeded"),
                FaultProxy.lambda(500, "ServiceException", "{\"Message\":\"internal\"}"),
                FaultProxy.lambda(502, "EC2ThrottledException", "{\"Message\":\"throttled by EC2\"}"),
                FaultProxy.lambda(502, "InvalidRuntimeException", "{\"Message\":\"java8\"}"),
                FaultProxy.lambda(502, "KMSDisabledException", "not even json"),
                FaultProxy.lambda(409, "ResourceConflictException", "{\"Message\":\"in progress\"}"),
                FaultProxy.lambda(403, "AccessDeniedException", "{\"Message\":\"not authorized\"}"),
                FaultProxy.lambda(403, "ExpiredTokenException", "{\"message\":\"expired\"}"));
        // every other call passes
        proxy.on("Invoke", number -> number % 2 == 1 && number / 2 < faults.size() ? faults.get(number / 2) : null);
        goals.with("perf.client", client).scenario("kinds", "vus: 1\niterations: 40\n");

        assertThat(goals.load().failure()).isNull();

        RunRecord run = goals.record().orElseThrow();
        ScenarioRecord scenario = run.scenarios().get(0);
        assertThat(run.status()).isEqualTo(RunRecord.Status.COMPLETE);
        assertThat(run.generator().clients()).singleElement(STRING).startsWith(recorded);
        assertThat(FaultGround.count(scenario, "invocations")).isEqualTo(40);
        assertThat(FaultGround.count(scenario, "throttles")).isEqualTo(6);
        assertThat(FaultGround.count(scenario, "invocation_errors")).isEqualTo(12);
        assertThat(scenario.metrics().get("invocation_success").values()).containsEntry("rate", 22.0 / 40);
        assertThat(names(scenario))
                .containsExactlyInAnyOrder(
                        "ConnectionReset",
                        "ConnectionClosed",
                        "TruncatedAnswer",
                        noHttp,
                        "OversizedAnswer",
                        "TooManyRequestsException/ReservedFunctionConcurrentInvocationLimitExceeded",
                        "TooManyRequestsException/ConcurrentInvocationLimitExceeded",
                        "TooManyRequestsException/FunctionInvocationRateLimitExceeded",
                        "TooManyRequestsException/ReservedFunctionInvocationRateLimitExceeded",
                        "TooManyRequestsException/CallerRateLimitExceeded",
                        "TooManyRequestsException/ConcurrentSnapshotCreateLimitExceeded",
                        "ServiceException",
                        "EC2ThrottledException",
                        "InvalidRuntimeException",
                        "KMSDisabledException",
                        "ResourceConflictException",
                        "AccessDeniedException",
                        "ExpiredTokenException");
        assertThat(goals.log())
                .contains(
                        "[INFO] kinds: 1 × TooManyRequestsException (ReservedFunctionConcurrentInvocationLimitExceeded):"
                                + " the function's reserved concurrency is used up: raise it (aws lambda"
                                + " put-function-concurrency), or load less",
                        "[INFO] kinds: 1 × AccessDeniedException: allow lambda:InvokeFunction on the function and its alias",
                        "[INFO] kinds: 1 × ExpiredTokenException: the credentials have expired: renew them (aws sso login,"
                                + " or a new session token) and run again",
                        "[INFO] kinds: 1 × TruncatedAnswer: look for what ends connections on the way (proxy, NAT, load"
                                + " balancer), and at the function's log");
        assertThat(goals.log().stream().filter(line -> line.contains(" × ")))
                .as("each kind with what to do")
                .hasSize(FaultGround.byName(scenario).size())
                .allMatch(line -> line.substring(line.indexOf(" × ")).contains(": "));

        assertThat(goals.check().isFailure()).as("45 %% are errors").isTrue();
    }

    @Test
    void whatIsNotAnsweredByTheEndIsUnfinished() throws Exception {
        proxy.on("Invoke", number -> number < 4 ? null : FaultProxy.silence());
        goals.scenario("stalled", """
                scenarios:
                  stalled: { executor: shared-iterations, vus: 1, iterations: 9, maxDuration: 1s, gracefulStop: 100ms }
                """);

        assertThat(goals.load().failure()).isNull();

        ScenarioRecord scenario = goals.record().orElseThrow().scenarios().get(0);
        assertThat(FaultGround.count(scenario, "unfinished_iterations")).isEqualTo(1);
        assertThat(FaultGround.count(scenario, "invocations")).isEqualTo(4);
        assertThat(scenario.errors()).isEmpty();
    }

    /** The listener goes with the answer to the fifth call. */
    @Test
    void connectionsThatAreRefusedInTheMiddleAreCounted() throws Exception {
        try (FaultProxy mortal = new FaultProxy(GROUND.target().endpoint())) {
            mortal.on("Invoke", number -> number == 4 ? mortal.last() : null);
            goals.with("perf.endpoint", mortal.endpoint()).scenario("refused", "vus: 1\niterations: 8\n");

            assertThat(goals.load().failure()).isNull();
        }

        ScenarioRecord scenario = goals.record().orElseThrow().scenarios().get(0);
        assertThat(FaultGround.count(scenario, "invocations")).isEqualTo(8);
        assertThat(scenario.metrics().get("invocation_success").values()).containsEntry("rate", 5.0 / 8);
        assertThat(FaultGround.byName(scenario)).containsOnlyKeys("ConnectionRefused");
        assertThat(FaultGround.byName(scenario).get("ConnectionRefused").count())
                .isEqualTo(3);
        assertThat(goals.log()).anyMatch(line -> line.startsWith("[INFO] refused: 3 × ConnectionRefused: "));
    }
}
