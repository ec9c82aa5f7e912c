package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS by the SDK's own chains of credentials and regions. Nothing is built before it is asked for. Calls of the control
 * plane are retried by the SDK's standard strategy; invocations go through clients of their own.
 */
public final class AwsSession implements AutoCloseable {
    private static final AwsCredentials LOCAL = AwsBasicCredentials.create("local", "local");
    private static final AwsCredentialsProvider DUMMY = () -> LOCAL;

    /** AWS takes signatures of five minutes to either side. */
    private static final Duration SKEW = Duration.ofMinutes(4);

    private final AwsSettings settings;
    private DefaultCredentialsProvider chain;
    private AwsCredentialsProvider credentials;
    private Region region;
    private SdkClients clients;
    private XRayApi xray;
    private volatile Duration clockOffset = Duration.ZERO;

    public AwsSession(AwsSettings settings) {
        this.settings = settings;
    }

    /** Lambda's control plane. */
    public synchronized LambdaClient lambda() {
        return clients().lambda();
    }

    /** CloudWatch Logs. */
    public synchronized CloudWatchLogsClient logs() {
        return clients().logs();
    }

    /** CloudWatch's metrics. */
    public synchronized CloudWatchClient cloudWatch() {
        return clients().cloudWatch();
    }

    /** Queues; messages of the load do not go through this client. */
    public synchronized SqsClient sqs() {
        return clients().sqs();
    }

    private SdkClients clients() {
        if (clients == null) {
            clients = new SdkClients(settings, this);
        }
        return clients;
    }

    /** X-Ray. */
    public synchronized XRayApi xray() {
        if (xray == null) {
            xray = new XRayApi(http("xray", own("xray")));
        }
        return xray;
    }

    /** CloudFormation. */
    public CloudFormationApi cloudFormation() {
        return new CloudFormationApi(http("cloudformation", own("cloudformation")));
    }

    /** Objects of a bucket; {@code AWS_ENDPOINT_URL_S3} leads elsewhere, as in the SDKs. */
    public S3Objects s3(String bucket) {
        URI own = Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
                .map(URI::create)
                .orElseGet(() -> own("s3"));
        return new S3Objects(http("s3", own), bucket);
    }

    private SignedHttp http(String service, URI own) {
        return new SignedHttp(
                clients().http(),
                settings.endpoint().orElse(own),
                service,
                region().id(),
                credentials().resolveCredentials());
    }

    /** Whether this machine answers in the place of AWS. */
    boolean isEmulator() {
        return settings.endpoint().map(AwsSession::isLoopback).orElse(false);
    }

    /** The proxy that calls to Lambda go through, {@code host:port}; empty: none. */
    public Optional<String> proxy() {
        return isEmulator() ? Optional.empty() : Detour.proxy(lambdaEndpoint());
    }

    /**
     * Why the SDK's own client sends the invocations; empty: the lean one does.
     *
     * @throws PerfException where the lean one is asked for and would go another way than the control plane
     */
    public Optional<String> sdkSends() {
        if (settings.client() == InvokeClient.SDK) {
            return Optional.of("perf.client=sdk");
        }
        Optional<String> reason = proxy().map(proxy -> "the way to Lambda leads through the proxy " + proxy)
                .or(() -> settings.endpoint().isPresent()
                        ? Optional.empty()
                        : Detour.variant(settings.profile()).map(setting -> setting + " is set"));
        if (settings.client() == InvokeClient.NETTY && reason.isPresent()) {
            throw PerfException.user("perf.client is 'netty', but " + reason.get()
                    + ", which only the SDK's client follows: leave perf.client out, or set NO_PROXY where a direct way is"
                    + " open");
        }
        return reason;
    }

    /**
     * A client for invocations alone, which never retries; for whoever asks for it to close.
     *
     * @param identity to sign with
     * @param readTimeout after which an answer is given up
     * @param connections at most
     */
    public synchronized LambdaClient invocations(
            AwsCredentialsProvider identity, Duration readTimeout, int connections, ExecutionInterceptor interceptor) {
        return clients().invocations(identity, readTimeout, connections, interceptor);
    }

    /**
     * Where calls are signed for.
     *
     * @throws PerfException where neither the configuration nor the SDK's chain says
     */
    public synchronized Region region() {
        if (region == null) {
            region = settings.region().map(Region::of).orElseGet(this::regionOfTheChain);
        }
        return region;
    }

    private Region regionOfTheChain() {
        try {
            Supplier<ProfileFile> files = ProfileFile::defaultProfileFile;
            return settings.profile()
                    .map(profile -> DefaultAwsRegionProviderChain.builder()
                            .profileFile(files)
                            .profileName(profile)
                            .build()
                            .getRegion())
                    .orElseGet(() -> new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            throw PerfException.world(
                    "no AWS region is set: give -Dperf.region=eu-west-1, or set AWS_REGION, or a region in the AWS profile",
                    e);
        }
    }

    /**
     * Credentials of the SDK's default chain. A loopback endpoint without any is served with dummy ones, since emulators
     * do not check them; no other endpoint ever is.
     *
     * @throws PerfException where there are none
     */
    public synchronized AwsCredentialsProvider credentials() {
        if (credentials == null) {
            credentials = find();
        }
        return credentials;
    }

    /** Parts of the credentials that calls are signed with, to be kept out of every text; none of dummy ones. */
    public synchronized List<String> secrets() {
        AwsCredentialsProvider provider = credentials();
        if (provider == DUMMY) {
            return List.of();
        }
        AwsCredentials now = provider.resolveCredentials();
        return now instanceof AwsSessionCredentials temporary
                ? List.of(now.accessKeyId(), now.secretAccessKey(), temporary.sessionToken())
                : List.of(now.accessKeyId(), now.secretAccessKey());
    }

    private AwsCredentialsProvider find() {
        if (isEmulator() && settings.profile().isEmpty()) {
            return DUMMY;
        }
        DefaultCredentialsProvider.Builder builder = DefaultCredentialsProvider.builder();
        settings.profile().ifPresent(builder::profileName);
        chain = builder.build();
        try {
            chain.resolveCredentials();
            return chain;
        } catch (SdkClientException e) {
            throw PerfException.world(
                    "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
                            + " (or -Dperf.profile=...);"
                            + " -Dperf.target=local needs none",
                    null);
        }
    }

    private static boolean isLoopback(URI endpoint) {
        try {
            return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Lambda's endpoint: the configured one; else what the SDK takes from {@code AWS_ENDPOINT_URL} and profiles, so that
     * the load never goes elsewhere than the control plane; else AWS's own for the region.
     */
    public URI lambdaEndpoint() {
        return settings.endpoint()
                .or(() -> lambda().serviceClientConfiguration().endpointOverride())
                .orElseGet(() -> own("lambda"));
    }

    /**
     * Endpoint of a service that takes messages: the configured one, or AWS's own for the region.
     *
     * @param service {@code sqs}, {@code sns} or {@code events}
     */
    public URI messageEndpoint(String service) {
        return settings.endpoint().orElseGet(() -> own(service));
    }

    /** AWS's own endpoint for the region, FIPS or dual-stack where that is asked for. */
    private URI own(String service) {
        return Detour.endpoint(service, region(), settings.profile());
    }

    /** Takes the time at the other side from an answer's {@code Date}; a date that is none says nothing. */
    void heard(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration difference = Duration.between(Instant.now(), theirs);
            clockOffset = difference.abs().compareTo(SKEW) > 0 ? difference : Duration.ZERO;
        } catch (DateTimeException e) {
            clockOffset = Duration.ZERO;
        }
    }

    /** Added to this machine's clock, the time at the other side; zero where they agree well enough to sign. */
    public Duration clockOffset() {
        return clockOffset;
    }

    /** The configured endpoint; empty: AWS itself. */
    public Optional<URI> endpoint() {
        return settings.endpoint();
    }

    @Override
    public synchronized void close() {
        if (clients != null) {
            clients.close();
        }
        if (chain != null) {
            chain.close();
        }
    }
}
