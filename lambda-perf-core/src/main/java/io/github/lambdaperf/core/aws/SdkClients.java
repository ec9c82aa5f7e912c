package io.github.lambdaperf.core.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK's clients of one session, each built when it is asked for. A class of its own: who needs none of them does not
 * load theirs. Not thread-safe: the session locks.
 */
final class SdkClients implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AwsSettings settings;
    private final AwsSession session;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private LambdaClient lambda;
    private CloudWatchLogsClient logs;
    private CloudWatchClient cloudWatch;
    private SqsClient sqs;

    SdkClients(AwsSettings settings, AwsSession session) {
        this.settings = settings;
        this.session = session;
    }

    LambdaClient lambda() {
        if (lambda == null) {
            lambda = opened(configured(LambdaClient.builder()).build());
        }
        return lambda;
    }

    CloudWatchLogsClient logs() {
        if (logs == null) {
            logs = opened(configured(CloudWatchLogsClient.builder()).build());
        }
        return logs;
    }

    CloudWatchClient cloudWatch() {
        if (cloudWatch == null) {
            cloudWatch = opened(configured(CloudWatchClient.builder()).build());
        }
        return cloudWatch;
    }

    SqsClient sqs() {
        if (sqs == null) {
            sqs = opened(configured(SqsClient.builder()).build());
        }
        return sqs;
    }

    /** A client of bare HTTP, which ends with the session. */
    SdkHttpClient http() {
        return opened(wire(TIMEOUT).build());
    }

    /** A client for invocations alone, for whoever asks for it to close; see {@link AwsSession#invocations}. */
    LambdaClient invocations(
            AwsCredentialsProvider identity, Duration readTimeout, int connections, ExecutionInterceptor interceptor) {
        var builder = LambdaClient.builder()
                .region(session.region())
                .credentialsProvider(identity)
                .httpClientBuilder(wire(readTimeout).maxConnections(connections))
                .overrideConfiguration(config -> ofProfile(config)
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(readTimeout)
                        .addExecutionInterceptor(interceptor));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** A proxy of the environment is for other machines than this one. */
    private Apache5HttpClient.Builder wire(Duration timeout) {
        Apache5HttpClient.Builder wire = Apache5HttpClient.builder().socketTimeout(timeout);
        String scheme = settings.endpoint().map(URI::getScheme).orElse("https");
        return wire.proxyConfiguration(session.isEmulator() ? Detour.DIRECT : Detour.to(scheme));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(B builder) {
        builder.region(session.region())
                .credentialsProvider(session.credentials())
                .httpClientBuilder(wire(TIMEOUT))
                .overrideConfiguration(config -> ofProfile(config)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .addExecutionInterceptor(new MaskedRefusals())
                        .addExecutionInterceptor(new MissingPermission()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    /** The profile says more than credentials: FIPS, dual stack, other endpoints. */
    private ClientOverrideConfiguration.Builder ofProfile(ClientOverrideConfiguration.Builder config) {
        settings.profile().ifPresent(config::defaultProfileName);
        return config;
    }

    private <T extends AutoCloseable> T opened(T client) {
        opened.push(client);
        return client;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("an AWS client could not be closed", e);
            }
        }
    }
}
