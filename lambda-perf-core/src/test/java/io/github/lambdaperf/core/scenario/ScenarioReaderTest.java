package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.ConstantVus;
import io.github.lambdaperf.core.scenario.Executor.PerVuIterations;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingVus;
import io.github.lambdaperf.core.scenario.Executor.SharedIterations;
import io.github.lambdaperf.core.threshold.MetricType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
    static final ScenarioReader READER = new ScenarioReader(new ScenarioReader.Names(
            Map.of(
                    "invocation_duration", MetricType.TREND,
                    "invocation_success", MetricType.RATE,
                    "init_duration", MetricType.TREND,
                    "invocations", MetricType.COUNTER,
                    "cost_per_million", MetricType.GAUGE,
                    "lambda_invocation_duration", MetricType.TREND,
                    "lambda_success_rate", MetricType.RATE,
                    "http_req_failed", MetricType.RATE),
            Set.of("scenario", "start"),
            Set.of("client.warm.p95", "server.init.p50")));

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            Path file = directory.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        }
    }

    private Executor executor(String yaml) throws IOException {
        Scenario scenario = READER.read(file("s.yaml", yaml));
        assertThat(scenario.workloads()).hasSize(1);
        return scenario.workloads().get(0).executor();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guide-direct-invoke.yaml", "guide-direct-invoke.json"})
    void readsTheOptionsOfTheGuideAsTheyAre(String name) throws IOException {
        Scenario scenario = READER.read(resource(name));
        assertThat(scenario.name()).isEqualTo("guide-direct-invoke");
        assertThat(scenario.file()).isEqualTo(directory.resolve(name));
        assertThat(scenario.send())
                .isEqualTo(new InvokeSpec(null, null, InvokeSpec.Type.REQUEST_RESPONSE, 1, Map.of(), null));
        assertThat(scenario.workloads())
                .containsExactly(new Workload(
                        "default",
                        new RampingVus(
                                1,
                                List.of(
                                        new Stage(minutes(1), 10),
                                        new Stage(minutes(5), 50),
                                        new Stage(minutes(5), 100),
                                        new Stage(minutes(2), 200),
                                        new Stage(minutes(2), 0)),
                                Duration.ofSeconds(30)),
                        Duration.ZERO,
                        null,
                        Map.of()));
        int line = name.endsWith("yaml") ? 8 : 10;
        assertThat(scenario.thresholds())
                .containsExactly(
                        new ThresholdSpec("lambda_invocation_duration", "p(95)<3000", false, null, line),
                        new ThresholdSpec("lambda_invocation_duration", "p(99)<5000", false, null, line),
                        new ThresholdSpec("lambda_success_rate", "rate>0.99", false, null, line + 1),
                        new ThresholdSpec("http_req_failed", "rate<0.01", false, null, line + 2));
        assertThat(scenario.payload()).isNull();
        assertThat(scenario.checks()).isEmpty();
        assertThat(scenario.thinkTime()).isZero();
    }

    @Test
    void givesTheSameDigestToTheSameLoad() throws IOException {
        String yaml = READER.read(resource("guide-direct-invoke.yaml")).digest();
        assertThat(yaml).matches("[0-9a-f]{64}");
        assertThat(READER.read(resource("guide-direct-invoke.json")).digest()).isEqualTo(yaml);
        String base = digest("{ vus: 2, duration: 1m, payload: { a: 1, b: [x] } }");
        assertThat(digest("{ payload: { b: [x], a: 1 }, duration: 60s, vus: 2, invoke: }"))
                .isEqualTo(base);
        assertThat(digest("{ vus: 2, duration: 1m, payload: { a: 1, b: [x] }, checks: { c: status == 200 },"
                        + " thresholds: { invocation_duration: ['avg<1'] },"
                        + " regression: { client.warm.p95: { gate: false } } }"))
                .isEqualTo(base);
        file("event.json", "{\"b\": [\"x\"], \"a\": 1}");
        assertThat(digest("{ vus: 2, duration: 1m, payload: event.json }")).isEqualTo(base);
        assertThat(digest("{ vus: 3, duration: 1m, payload: { a: 1, b: [x] } }"))
                .isNotEqualTo(base);
        assertThat(digest("{ vus: 2, duration: 2m, payload: { a: 1, b: [x] } }"))
                .isNotEqualTo(base);
        assertThat(digest("{ vus: 2, duration: 1m, payload: { a: 1.0, b: [x] } }"))
                .isNotEqualTo(base);
        assertThat(digest("{ vus: 2, duration: 1m, payload: { a: 1, b: [x] }, invoke: { qualifier: live } }"))
                .isNotEqualTo(base);
    }

    private String digest(String yaml) throws IOException {
        return READER.read(file("s.yaml", yaml)).digest();
    }

    @Test
    void readsTheBurstOfTheGuide() throws IOException {
        Scenario scenario = READER.read(resource("guide-provisioned-concurrency.yaml"));
        assertThat(scenario.workloads()).singleElement().satisfies(workload -> {
            assertThat(workload.name()).isEqualTo("burst");
            assertThat(workload.executor())
                    .isEqualTo(new RampingArrivalRate(
                            10,
                            Duration.ofSeconds(1),
                            List.of(
                                    new Stage(Duration.ofSeconds(30), 10),
                                    new Stage(Duration.ofSeconds(10), 100),
                                    new Stage(minutes(2), 100),
                                    new Stage(Duration.ofSeconds(30), 10)),
                            50,
                            null,
                            Arrival.EVEN));
        });
        assertThat(scenario.payload().single()).hasToString("{\"test\":\"data\"}");
    }

    @Test
    void readsEverythingThatAFileCanSay() throws IOException {
        Scenario scenario = READER.read(resource("full.yaml"));
        assertThat(scenario.send())
                .isEqualTo(new InvokeSpec(
                        "orders",
                        "live",
                        InvokeSpec.Type.REQUEST_RESPONSE,
                        0.1,
                        Map.of("custom", Map.of("team", "blue")),
                        "acme"));
        assertThat(scenario.workloads())
                .containsExactly(
                        new Workload(
                                "steady",
                                new ConstantArrivalRate(2.5, minutes(1), minutes(10), 5, 20, new Arrival(true, 42)),
                                Duration.ZERO,
                                null,
                                Map.of("build", "ci", "kind", "background")),
                        new Workload(
                                "closed",
                                new RampingVus(
                                        2,
                                        List.of(new Stage(minutes(1), 4), new Stage(Duration.ZERO, 8)),
                                        Duration.ofSeconds(10)),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(5),
                                Map.of("build", "ci")),
                        new Workload(
                                "shared",
                                new SharedIterations(3, 100, Duration.ofHours(1)),
                                Duration.ZERO,
                                null,
                                Map.of("build", "ci")),
                        new Workload(
                                "each",
                                new PerVuIterations(2, 5, minutes(10)),
                                Duration.ZERO,
                                null,
                                Map.of("build", "ci")),
                        new Workload(
                                "constant",
                                new ConstantVus(7, Duration.ofMillis(1500)),
                                Duration.ZERO,
                                null,
                                Map.of("build", "ci")));
        assertThat(scenario.thinkTime()).isEqualTo(Duration.ofMillis(100));
        assertThat(scenario.warmup()).isEqualTo(20);
        assertThat(scenario.thresholds())
                .containsExactly(
                        new ThresholdSpec(
                                "invocation_duration{start:cold,kind:background}",
                                "p(99)<5000",
                                true,
                                Duration.ofSeconds(10),
                                37),
                        new ThresholdSpec(
                                "invocation_duration{start:cold,kind:background}", "avg<800", false, null, 40),
                        new ThresholdSpec("invocation_success", "rate>0.99", false, null, 41));
        assertThat(scenario.checks())
                .containsExactly(Map.entry("has payload", "payload != null"), Map.entry("fast", "duration < 2000"));
        assertThat(scenario.payload().single())
                .hasToString("{\"requestId\":\"req-${vu}-${iteration}\",\"big\":12345678901234567890,\"price\":1.5,"
                        + "\"items\":{\"$repeat\":10,\"$item\":{\"id\":\"${index}\"}}}");
        assertThat(scenario.regression())
                .containsEntry("client.warm.p95", new RegressionSettings(null, 0.05, 0.2, null))
                .containsEntry(
                        "server.init.p50",
                        new RegressionSettings(
                                false,
                                null,
                                null,
                                new RegressionSettings.Waiver(1.5, LocalDate.of(2027, 1, 31), "new runtime")))
                .hasSize(2);
    }

    @Test
    void readsAScenarioWhosePayloadIsATemplate() throws IOException {
        Scenario scenario = READER.read(file("direct-invoke.yaml", """
                invoke: {}
                stages:
                  - { duration: 1m, target: 10 }
                  - { duration: 5m, target: 50 }
                thresholds:
                  invocation_duration: ['p(95)<3000', 'p(99)<5000']
                  invocation_success: ['rate>0.99']
                  init_duration: ['max<2500']       # server-side metrics too
                  cost_per_million: ['value<4.00']
                checks:
                  has payload: payload != null
                payload:
                  requestId: req-${vu}-${iteration}
                  timestamp: ${now}
                  data: { userId: "user-${randomInt(7, 7)}", action: process_data }
                """));
        assertThat(scenario.thresholds()).hasSize(5);
        byte[] payload = PayloadTemplate.compile(scenario.payload().single())
                .payload(new IterationContext(scenario.name(), "run", 2, 5, 1_795_414_625_250L));
        assertThat(payload)
                .asString()
                .isEqualTo("{\"requestId\":\"req-2-5\",\"timestamp\":1795414625250,"
                        + "\"data\":{\"userId\":\"user-7\",\"action\":\"process_data\"}}");
    }

    @Test
    void followsTheShortcutsOfK6() throws IOException {
        Duration ten = minutes(10);
        assertThat(executor("invoke: {}")).isEqualTo(new PerVuIterations(1, 1, ten));
        assertThat(executor("vus: 5")).isEqualTo(new SharedIterations(5, 5, ten));
        assertThat(executor("{ vus: 5, duration: 30s }")).isEqualTo(new ConstantVus(5, Duration.ofSeconds(30)));
        assertThat(executor("duration: 30s")).isEqualTo(new ConstantVus(1, Duration.ofSeconds(30)));
        assertThat(executor("iterations: 9")).isEqualTo(new SharedIterations(1, 9, ten));
        assertThat(executor("{ iterations: 9, vus: 3, duration: 1m }"))
                .isEqualTo(new SharedIterations(3, 9, minutes(1)));
        assertThat(executor("{ vus: 3, stages: [{ duration: 1m, target: 9 }] }"))
                .isEqualTo(new RampingVus(3, List.of(new Stage(minutes(1), 9)), Duration.ofSeconds(30)));
        assertThat(executor("{ executor: constant-arrival-rate, rate: 100, duration: 10m }"))
                .isEqualTo(new ConstantArrivalRate(100, Duration.ofSeconds(1), ten, null, null, Arrival.EVEN));
    }

    @Test
    void scalesTimesAndNothingElse() throws IOException {
        Scenario scenario = READER.read(resource("full.yaml"));
        Scenario scaled = scenario.scaled(0.1);
        assertThat(scaled.workloads().stream().map(Workload::executor))
                .containsExactly(
                        new ConstantArrivalRate(2.5, minutes(1), minutes(1), 5, 20, new Arrival(true, 42)),
                        new RampingVus(
                                2,
                                List.of(new Stage(Duration.ofSeconds(6), 4), new Stage(Duration.ZERO, 8)),
                                Duration.ofSeconds(1)),
                        new SharedIterations(3, 100, minutes(6)),
                        new PerVuIterations(2, 5, minutes(1)),
                        new ConstantVus(7, Duration.ofMillis(150)));
        assertThat(scaled.workloads().get(1).startTime()).isEqualTo(Duration.ofSeconds(3));
        assertThat(scaled.workloads().get(1).gracefulStop()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scaled.thinkTime()).isEqualTo(Duration.ofMillis(10));
        assertThat(scaled.warmup()).isEqualTo(20);
        assertThat(scaled.digest()).isNotEqualTo(scenario.digest());
        assertThat(scenario.scaled(1)).isEqualTo(scenario);
        assertThatThrownBy(() -> scenario.scaled(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsPayloadFiles() throws IOException {
        file("event.json", "{\n\t\"id\": \"req-${vu}\",\n\t\"emoji\": \"\\ud83d\\ude00\\/\",\n\t\"n\": 1e3\n}");
        String expected = "{\"id\":\"req-${vu}\",\"emoji\":\"\uD83D\uDE00/\",\"n\":1000.0}";
        assertThat(READER.read(file("a.yaml", "payload: event.json")).payload().single())
                .hasToString(expected);
        assertThat(READER.read(file("b.yaml", "payload: { file: event.json }"))
                        .payload()
                        .single())
                .hasToString(expected);
        file("event.yaml", "[1, {a: b}]");
        assertThat(READER.read(file("c.yaml", "payload: event.yaml")).payload().single())
                .hasToString("[1,{\"a\":\"b\"}]");
    }

    @Test
    void readsSeveralPayloadsAndAFeeder() throws IOException {
        file("small.json", "{\"id\":\"${row.id}\"}");
        file("large.json", "[1]");
        Files.writeString(directory.resolve("users.csv"), "id\n7\n");
        String feeder = "feeder: { file: users.csv, strategy: circular }\n";
        Scenario weighted = READER.read(
                file("a.yaml", feeder + "payload: { files: [ { file: small.json, weight: 3 }, large.json ] }"));

        assertThat(weighted.payload().choices())
                .extracting(PayloadSpec.Choice::name, PayloadSpec.Choice::weight)
                .containsExactly(tuple("small.json", 3.0), tuple("large.json", 1.0));
        assertThat(weighted.feeder().row(5)).isEqualTo(Map.of("id", "7"));

        Files.createDirectory(directory.resolve("payloads"));
        file("payloads/b.json", "2");
        file("payloads/a.yaml", "x: 1");
        file("payloads/notes.txt", "no payload");
        Scenario all = READER.read(file("b.yaml", "payload: { directory: payloads }"));
        assertThat(all.payload().choices())
                .extracting(PayloadSpec.Choice::name)
                .containsExactly("payloads/a.yaml", "payloads/b.json");
        assertThat(READER.read(file("c.yaml", "payload: { class: com.example.Orders }"))
                        .payload()
                        .className())
                .isEqualTo("com.example.Orders");

        Files.writeString(directory.resolve("users.csv"), "id\n8\n");
        Scenario changed = READER.read(directory.resolve("a.yaml"));
        assertThat(changed.digest()).isNotEqualTo(weighted.digest());
        file("large.json", "[2]");
        assertThat(READER.read(directory.resolve("a.yaml")).digest()).isNotEqualTo(changed.digest());
        assertThat(names()).containsExactly("a", "b", "c");
    }

    @Test
    void readsADirectoryInTheOrderOfNames() throws IOException {
        file("orders.yaml", "payload: event.json");
        file("event.json", "{\"not\": \"a scenario\"}");
        file("burst.json", "{\"vus\": 2}");
        file("carts.yml", "vus: 3");
        file("alarms.yaml", "not: a scenario");
        file("notes.txt", "x");
        Files.createDirectory(directory.resolve("baseline"));
        assertThat(names()).containsExactly("burst", "carts", "orders");
        assertThat(names("orders")).containsExactly("orders");
        assertThat(names("orders.yaml", "b*")).containsExactly("burst", "orders");
        assertThatThrownBy(() -> names("orders", "cart"))
                .isInstanceOf(PerfException.class)
                .hasMessage("No scenario 'cart' in " + directory
                        + ", did you mean 'carts'?\n    allowed: burst, carts, event, orders");
    }

    private List<String> names(String... wanted) {
        return READER.readAll(directory, List.of(wanted)).stream()
                .map(Scenario::name)
                .toList();
    }

    @Test
    void refusesADirectoryWithoutScenarios() {
        assertThatThrownBy(this::names)
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("No scenario file in " + directory);
        assertThatThrownBy(() -> READER.readAll(directory.resolve("none"), List.of()))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void collectsTheProblemsOfAllFiles() throws IOException {
        file("a.yaml", "vus: 0");
        file("b.yaml", "vus: [");
        file("c.yaml", "");
        file("d.yaml", "vus: 1");
        file("d.json", "{}");
        assertThatThrownBy(this::names)
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("4 problems in the scenario files; nothing was sent.")
                .hasMessageContaining("a.yaml:1:6: wrong value of 'vus'")
                .hasMessageContaining("b.yaml:1:7: not YAML: ")
                .hasMessageContaining("c.yaml: is empty")
                .hasMessageContaining("d.yaml: has the same scenario name as d.json");
    }

    @Test
    void digestsDoNotDependOnSensitiveValues() throws IOException {
        String text = "payload: { card: { number: '%s' }, pin: 1 }\nsensitive: [card.number]\n";

        Scenario one = READER.read(file("one.yaml", text.formatted("4111")));
        assertThat(one.sensitive().names()).containsExactly("card.number");
        assertThat(READER.read(file("two.yaml", text.formatted("4222"))).digest())
                .isEqualTo(one.digest());
        assertThat(READER.read(file(
                                "three.yaml", text.replace("pin: 1", "pin: 2").formatted("4111")))
                        .digest())
                .isNotEqualTo(one.digest());
    }
}
