package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.HttpSpec.Api;
import io.github.lambdaperf.core.scenario.HttpSpec.Auth;
import io.github.lambdaperf.core.scenario.HttpSpec.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSectionTest {
    @TempDir
    private Path directory;

    private Scenario read(String text) throws IOException {
        return ScenarioReaderTest.READER.read(Files.writeString(directory.resolve("api.yaml"), text));
    }

    @Test
    void readsEveryKey() throws IOException {
        Scenario scenario = read("""
                http:
                  api: rest
                  url: https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod
                  stage: live
                  function: other
                  method: PUT
                  path: /orders/${vu}
                  query: { page: 1, id: "${uuid()}" }
                  headers:
                    X-Api-Key: { env: API_KEY }
                    X-Stage: { env: STAGE, default: test }
                    X-Vu: "${vu}"
                  auth: iam
                  timeout: 5s
                vus: 1
                duration: 1s
                """);

        assertThat(scenario.send())
                .isEqualTo(new HttpSpec(
                        "other",
                        Api.REST,
                        "https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod",
                        "live",
                        "PUT",
                        "/orders/${vu}",
                        Map.of("page", "1", "id", "${uuid()}"),
                        List.of(
                                new Header("X-Api-Key", null, "API_KEY"),
                                new Header("X-Stage", "test", "STAGE"),
                                new Header("X-Vu", "${vu}", null)),
                        Auth.IAM,
                        Duration.ofSeconds(5)));
    }

    @Test
    void aPayloadMakesItAPost() throws IOException {
        HttpSpec get = (HttpSpec) read("http: {}\nvus: 1\nduration: 1s\n").send();
        HttpSpec post = (HttpSpec)
                read("http: {}\nvus: 1\nduration: 1s\npayload: { a: 1 }\n").send();

        assertThat(get.method()).isEqualTo("GET");
        assertThat(get.api()).isEqualTo(Api.HTTP);
        assertThat(get.path()).isEqualTo("/");
        assertThat(get.stage()).isNull();
        assertThat(get.timeout()).as("more than API Gateway waits").isEqualTo(Duration.ofSeconds(35));
        assertThat(post.method()).isEqualTo("POST");
    }

    @Test
    void theDigestIsOfTheLoadAndNotOfTheAddress() throws IOException {
        String load = "vus: 2\nduration: 1m\n";
        String api = "http:\n  api: rest\n  auth: iam\n  method: PUT\n  path: /orders/${vu}\n  query: { page: 1 }\n"
                + "  headers: { X-Api-Key: { env: API_KEY } }\n";

        // sha256sum of the JSON that ScenarioDigest describes, written by hand
        assertThat(read(load).digest()).isEqualTo("000f3c3a3841249ff8b5e53479aa4b06896305fefc33accbfb8f7e7f8eff0517");
        assertThat(read(api + load).digest())
                .isEqualTo("2ed5b3b6f735846cbcdc4cc9066479256d668cd4d5e1557aa81c722ad34efa00")
                .isEqualTo(
                        read(api + "  url: https://example.com/prod\n" + load).digest());
    }

    @Test
    void anotherAddressLeavesEverythingElse() throws IOException {
        Scenario scenario = read("http: { path: /a }\nvus: 1\nduration: 1s\n");

        Scenario moved = scenario.at("https://example.com/prod");

        assertThat(((HttpSpec) moved.send()).url()).isEqualTo("https://example.com/prod");
        assertThat(moved.digest()).isEqualTo(scenario.digest());
        assertThatThrownBy(() -> scenario.at("example.com/prod"))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("perf.url is 'example.com/prod'");
    }
}
