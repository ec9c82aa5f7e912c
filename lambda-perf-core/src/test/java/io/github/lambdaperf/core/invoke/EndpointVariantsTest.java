package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Where FIPS or dual-stack endpoints are asked for, the SDK's client sends, and it sends there, as the control plane does. A
 * proxy that opens no way hears which hosts are asked for; nothing is looked up or leaves this machine.
 */
@Timeout(60)
class EndpointVariantsTest {
    private static final String PLAIN = "lambda.us-east-1.amazonaws.com:443";

    @TempDir
    private Path directory;

    private ScriptedServer proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = new ScriptedServer((number, request, out, socket) -> false);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    /** A load's two ways to Lambda, in a process with an environment of its own. */
    static final class Calls {
        private Calls() {}

        /** @param args port of the proxy, and the profile where one is named */
        public static void main(String[] args) throws Exception {
            AwsSettings settings = new AwsSettings(
                    Optional.empty(),
                    Optional.of("us-east-1"),
                    args.length > 1 ? Optional.of(args[1]) : Optional.empty());
            try (AwsSession session = new AwsSession(settings)) {
                System.out.println(session.sdkSends().orElse("the lean client sends"));
                // itself a reason for the SDK's client, so that it comes after the question
                System.setProperty("https.proxyHost", "127.0.0.1");
                System.setProperty("https.proxyPort", args[0]);
                InvokeSpec invoke = new InvokeSpec(null, null, InvokeSpec.Type.REQUEST_RESPONSE, 0, Map.of(), null);
                InvokeTarget target = InvokeTarget.of(session, "orders", invoke, Duration.ofSeconds(20), 1);
                try (FunctionInvoker invoker = new SdkInvoker(target, session)) {
                    System.out.println(InvokerContract.invoke(invoker).outcome());
                }
                try {
                    session.lambda().getFunctionConfiguration(request -> request.functionName("orders"));
                } catch (SdkClientException e) {
                    System.out.println("refused");
                }
            }
        }
    }

    /** @return what it printed */
    private List<String> calls(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Calls.class.getName(),
                proxy.endpoint().getPort() + "");
        builder.command().addAll(List.of(arguments));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.matches("(?i).*_proxy"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "AKID",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_CONFIG_FILE", config().toString(),
                        "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private Path config() throws IOException {
        return Files.writeString(directory.resolve("config"), """
                [default]
                region = us-east-1
                [profile government]
                use_fips_endpoint = true
                aws_access_key_id = AKID
                aws_secret_access_key = secret
                [profile modern]
                use_dualstack_endpoint = true
                aws_access_key_id = AKID
                aws_secret_access_key = secret
                """);
    }

    /** Hosts and ports that the proxy was asked for. */
    private TreeSet<String> asked() {
        TreeSet<String> hosts = new TreeSet<>();
        for (String request : proxy.requests()) {
            assertThat(request).startsWith("CONNECT ");
            hosts.add(request.split(" ")[1]);
        }
        return hosts;
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_USE_FIPS_ENDPOINT, true, use_fips_endpoint is set, lambda-fips.us-east-1.amazonaws.com:443",
        "AWS_USE_DUALSTACK_ENDPOINT, true, use_dualstack_endpoint is set, lambda.us-east-1.api.aws:443",
        "AWS_PROFILE, government, use_fips_endpoint is set, lambda-fips.us-east-1.amazonaws.com:443",
        "AWS_USE_FIPS_ENDPOINT, false, the lean client sends, " + PLAIN,
    })
    void byTheEnvironment(String variable, String value, String reason, String host) throws Exception {
        assertThat(calls(Map.of(variable, value))).containsExactly(reason, "CONNECTION_ERROR", "refused");
        assertThat(asked()).containsExactly(host);
    }

    @ParameterizedTest
    @CsvSource({
        "government, use_fips_endpoint is set, lambda-fips.us-east-1.amazonaws.com:443",
        "modern, use_dualstack_endpoint is set, lambda.us-east-1.api.aws:443",
    })
    void byTheProfileThatIsNamed(String profile, String reason, String host) throws Exception {
        assertThat(calls(Map.of(), profile)).containsExactly(reason, "CONNECTION_ERROR", "refused");
        assertThat(asked()).containsExactly(host);
    }
}
