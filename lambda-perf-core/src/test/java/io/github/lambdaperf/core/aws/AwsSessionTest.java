package io.github.lambdaperf.core.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsSessionTest {

    /** Prints the endpoint that a load would use, in a JVM whose settings the test chooses. */
    public static final class PrintEndpoint {
        public static void main(String[] args) {
            AwsSettings settings = new AwsSettings(
                    args.length == 0 ? Optional.empty() : Optional.of(URI.create(args[0])),
                    Optional.of("eu-west-1"),
                    Optional.empty());
            try (AwsSession session = new AwsSession(settings)) {
                System.out.print(session.lambdaEndpoint());
            }
        }
    }

    private static String endpoint(String endpointUrl, String... configured) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrintEndpoint.class.getName()));
        command.addAll(List.of(configured));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("AWS_ACCESS_KEY_ID", "AKID");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        builder.environment().put("AWS_CONFIG_FILE", "does-not-exist");
        builder.environment().remove("AWS_ENDPOINT_URL_LAMBDA");
        builder.environment().remove("AWS_ENDPOINT_URL");
        if (endpointUrl != null) {
            builder.environment().put("AWS_ENDPOINT_URL", endpointUrl);
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    @Test
    void theLoadGoesWhereTheSdkGoes() throws Exception {
        assertThat(endpoint(null)).isEqualTo("https://lambda.eu-west-1.amazonaws.com");
        assertThat(endpoint("http://127.0.0.1:4566")).isEqualTo("http://127.0.0.1:4566");
        assertThat(endpoint("http://127.0.0.1:4566", "http://127.0.0.1:9297")).isEqualTo("http://127.0.0.1:9297");
    }
}
