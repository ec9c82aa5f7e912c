package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.local.handlers.SampleHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** A started local target with AWS's own clients for it. */
final class TargetUnderTest implements AutoCloseable {

    /** Of all tests' targets, whose environments then start in half the time. */
    private static final Path CACHE = Path.of("target", "environments");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REPORT = Pattern.compile(
            "REPORT RequestId: ([0-9a-f-]{36})\tDuration: (?<duration>\\d+\\.\\d\\d) ms"
                    + "\tBilled Duration: (?<billed>\\d+) ms\tMemory Size: 512 MB\tMax Memory Used: \\d+ MB"
                    + "(?:\tInit Duration: (?<init>\\d+\\.\\d\\d) ms)?(?<failure>\tStatus: \\w+(?:\tError Type: [\\w.]+)?)?\t\n$");

    final LocalTarget target;
    final LambdaClient lambda;
    final CloudWatchLogsClient logs;

    TargetUnderTest(LocalTarget.Builder settings) {
        target = settings.build().start();
        lambda = configured(LambdaClient.builder()).build();
        logs = configured(CloudWatchLogsClient.builder()).build();
    }

    /** One function named {@code sample} with 512 MB and 30 s on one environment, unless changed. */
    static TargetUnderTest start(UnaryOperator<FunctionDefinition.Builder> function) {
        return start(function, settings -> settings);
    }

    static TargetUnderTest start(
            UnaryOperator<FunctionDefinition.Builder> function, UnaryOperator<LocalTarget.Builder> settings) {
        return new TargetUnderTest(settings.apply(LocalTarget.builder()
                .maxConcurrency(1)
                .cacheDirectory(CACHE)
                .function(function.apply(sample()).build())));
    }

    static FunctionDefinition.Builder sample() {
        return FunctionDefinition.builder()
                .name("sample")
                .handler(SampleHandler.class.getName())
                .classPath(List.of(testClasses()))
                .timeout(Duration.ofSeconds(30))
                .memoryMb(512);
    }

    static Path testClasses() {
        try {
            return Path.of(SampleHandler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        return builder.endpointOverride(target.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)));
    }

    InvokeResponse invoke(String event) {
        return lambda.invoke(b ->
                b.functionName("sample").payload(SdkBytes.fromUtf8String(event)).logType(LogType.TAIL));
    }

    List<String> messages() {
        return logs.filterLogEvents(b -> b.logGroupName("/aws/lambda/sample")).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    static JsonNode json(InvokeResponse response) {
        try {
            return JSON.readTree(response.payload().asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String tail(InvokeResponse response) {
        return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
    }

    /** The invocation's REPORT, which must be the last line of the log tail. */
    static Matcher report(InvokeResponse response) {
        Matcher report = REPORT.matcher(tail(response));
        assertThat(report.find()).as("REPORT at the end of " + tail(response)).isTrue();
        return report;
    }

    @Override
    public void close() {
        lambda.close();
        logs.close();
        target.close();
    }
}
