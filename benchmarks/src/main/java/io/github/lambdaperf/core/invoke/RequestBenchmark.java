package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** A signed Invoke request, in the product's way, and as AWS's signer signs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestBenchmark {
    private static final byte[] PAYLOAD =
            "{\"order\":\"o-1\",\"amount\":12.5,\"currency\":\"EUR\"}".getBytes(StandardCharsets.UTF_8);

    private final AwsBasicCredentials credentials = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
    private final InvokeHead head = new InvokeHead(
            new InvokeWire(new InvokeTarget(
                    URI.create("http://127.0.0.1:9101"),
                    "us-east-1",
                    "f",
                    null,
                    InvokeSpec.Type.REQUEST_RESPONSE,
                    null,
                    null,
                    Duration.ofSeconds(1),
                    1,
                    StaticCredentialsProvider.create(credentials))),
            "us-east-1",
            InvokeWire.LOG_TAIL);
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** Signature and bytes; the payload is another array each time, as from a template. */
    @Benchmark
    public boolean product() {
        return head.request(PAYLOAD.clone(), credentials, Instant.now(), PooledByteBufAllocator.DEFAULT)
                .release();
    }

    /** The signature alone. */
    @Benchmark
    public Object awsSigner() {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("127.0.0.1")
                .port(9101)
                .encodedPath("/2015-03-31/functions/f/invocations")
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Amz-Log-Type", "Tail")
                .build();
        return signer.sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(() -> new ByteArrayInputStream(PAYLOAD))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    }
}
