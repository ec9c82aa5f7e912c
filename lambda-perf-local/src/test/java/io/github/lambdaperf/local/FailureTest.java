package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.TargetUnderTest.json;
import static io.github.lambdaperf.local.TargetUnderTest.report;
import static io.github.lambdaperf.local.TargetUnderTest.tail;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.handlers.BrokenHandler;
import io.github.lambdaperf.local.handlers.SlowInitHandler;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

class FailureTest {

    @Test
    void timeoutEndsTheProcessAndTheNextInvocationInitialisesAgain() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.timeout(Duration.ofSeconds(5)))) {
            InvokeResponse late = target.invoke("{\"do\":\"sleep\",\"ms\":600000}");

            String id = late.responseMetadata().requestId();
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.functionError()).isEqualTo("Unhandled");
            assertThat(late.payload().asUtf8String())
                    .isEqualTo("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: " + id
                            + " Error: Task timed out after 5.00 seconds\"}");
            assertThat(tail(late)).contains("printed line\n");
            assertThat(report(late).group("duration")).isEqualTo("5000.00");
            assertThat(report(late).group("failure")).isEqualTo("\tStatus: timeout");

            InvokeResponse next = target.invoke("{}");
            assertThat(next.functionError()).isNull();
            assertThat(report(next).group("init"))
                    .as("Init Duration of a suppressed init")
                    .isNull();
            assertThat(target.target.environmentsStarted()).isEqualTo(1);
            assertThat(target.logs
                            .describeLogStreams(b -> b.logGroupName("/aws/lambda/sample"))
                            .logStreams())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"exit,exit status 7", "halt,exit status 9"})
    void endOfTheProcessIsAnExitError(String action, String reason) {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            InvokeResponse gone = target.invoke("{\"do\":\"" + action + "\"}");

            assertThat(gone.functionError()).isEqualTo("Unhandled");
            assertThat(json(gone).path("errorType").asText()).isEqualTo("Runtime.ExitError");
            assertThat(json(gone).path("errorMessage").asText())
                    .isEqualTo("RequestId: " + gone.responseMetadata().requestId()
                            + " Error: Runtime exited with error: " + reason);
            assertThat(report(gone).group("failure")).isEqualTo("\tStatus: error\tError Type: Runtime.ExitError");
            assertThat(target.invoke("{}").functionError()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void outOfMemoryRetiresTheProcess(RuntimeClient client) {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f, s -> s.runtimeClient(client))) {
            InvokeResponse failed = target.invoke("{\"do\":\"exhaust\"}");

            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(json(failed).path("errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
            InvokeResponse next = target.invoke("{}");
            assertThat(next.functionError()).as(tail(next)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeClient.class)
    void failureOfTheConstructorIsReportedAndTriedAgain(RuntimeClient client) {
        try (TargetUnderTest target =
                TargetUnderTest.start(f -> f.handler(BrokenHandler.class.getName()), s -> s.runtimeClient(client))) {
            for (int i = 0; i < 2; i++) {
                InvokeResponse failed = target.invoke("\"x\"");

                assertThat(failed.functionError()).isEqualTo("Unhandled");
                assertThat(json(failed).path("errorMessage").asText()).contains("no configuration");
                assertThat(report(failed).group("failure"))
                        .isEqualTo("\tStatus: error\tError Type: Runtime.BadFunctionCode");
            }
            assertThat(target.messages())
                    .filteredOn(line -> line.startsWith("INIT_REPORT"))
                    .hasSize(3)
                    .allMatch(line -> line.endsWith("\tStatus: error\tError Type: Runtime.BadFunctionCode\n"))
                    .satisfies(lines -> {
                        assertThat(lines.get(0)).contains(" ms\tPhase: init\t");
                        assertThat(lines.get(1)).contains(" ms\tPhase: invoke\t");
                    });
        }
    }

    @Test
    void initialisationOverTenSecondsRunsAgainUnderTheFunctionsTimeout() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.handler(SlowInitHandler.class.getName()))) {
            InvokeResponse late = target.invoke("\"x\"");

            assertThat(late.functionError()).as(tail(late)).isNull();
            assertThat(late.payload().asUtf8String()).isEqualTo("\"x\"");
            assertThat(report(late).group("init")).isNull();
            assertThat(Double.parseDouble(report(late).group("duration"))).isGreaterThan(11_000);
            assertThat(target.messages())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("INIT_REPORT Init Duration: 10")
                            .endsWith(" ms\tPhase: init\tStatus: timeout\n"));
        }
    }

    @Test
    void aProcessThatCannotBeStartedIsAFunctionError() {
        try (TargetUnderTest target = TargetUnderTest.start(f -> f.javaHome(TargetUnderTest.testClasses()))) {
            InvokeResponse failed = target.invoke("{}");

            assertThat(json(failed).path("errorType").asText()).isEqualTo("Runtime.InvalidEntrypoint");
        }
    }
}
