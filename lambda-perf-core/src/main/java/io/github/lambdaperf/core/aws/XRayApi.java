package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.IoUtils;

/**
 * X-Ray's {@code BatchGetTraces} on the SDK's HTTP client and signer: the SDK's own module of X-Ray is not published in
 * the version of its core that is used here.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html">the operation</a>
 */
public final class XRayApi {
    /** Most ids of a call. */
    public static final int MOST_IDS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdkHttpClient client;
    private final URI endpoint;
    private final String region;
    private final AwsCredentialsIdentity credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    XRayApi(SdkHttpClient client, URI endpoint, String region, AwsCredentialsIdentity credentials) {
        this.client = client;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * A trace.
     *
     * @param documents of its segments, as JSON; none where they are still on their way
     */
    public record Trace(String id, List<String> documents) {
        public Trace {
            documents = List.copyOf(documents);
        }
    }

    /** X-Ray has refused the call. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * The traces of these ids that there are.
     *
     * @param ids at most {@value #MOST_IDS}
     * @throws Refusal where X-Ray does not answer with traces
     * @throws UncheckedIOException where it cannot be reached
     */
    public List<Trace> batchGetTraces(List<String> ids) {
        List<Trace> traces = new ArrayList<>();
        String token = null;
        do {
            JsonNode page = page(ids, token);
            for (JsonNode trace : page.path("Traces")) {
                List<String> documents = new ArrayList<>();
                trace.path("Segments")
                        .forEach(segment ->
                                documents.add(segment.path("Document").asText()));
                traces.add(new Trace(trace.path("Id").asText(), documents));
            }
            token = page.path("NextToken").asText(null);
        } while (token != null);
        return traces;
    }

    private JsonNode page(List<String> ids, String token) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("TraceIds");
        ids.forEach(list::add);
        if (token != null) {
            body.put("NextToken", token);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/Traces")
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .build();
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(() -> new java.io.ByteArrayInputStream(bytes))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "xray")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        try {
            HttpExecuteResponse answer = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build())
                    .call();
            String text = "";
            if (answer.responseBody().isPresent()) {
                try (InputStream in = answer.responseBody().get()) {
                    text = IoUtils.toUtf8String(in);
                }
            }
            int status = answer.httpResponse().statusCode();
            JsonNode tree = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
            if (status >= 400) {
                String message =
                        tree.path("Message").asText(tree.path("message").asText(text));
                throw new Refusal(status, message);
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
