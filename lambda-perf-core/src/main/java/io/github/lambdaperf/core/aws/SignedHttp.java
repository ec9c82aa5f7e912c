package io.github.lambdaperf.core.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
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
 * Signed calls of services whose modules of the SDK are not published in the version of its core that is used here, on the
 * SDK's own HTTP client and signer.
 */
final class SignedHttp {
    private final SdkHttpClient client;
    private final URI endpoint;
    private final String service;
    private final String region;
    private final AwsCredentialsIdentity credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** @param service name that calls are signed for */
    SignedHttp(SdkHttpClient client, URI endpoint, String service, String region, AwsCredentialsIdentity credentials) {
        this.client = client;
        this.endpoint = endpoint;
        this.service = service;
        this.region = region;
        this.credentials = credentials;
    }

    /** An answer of any status. */
    record Answer(int status, String text) {}

    /** Sends a body. @throws UncheckedIOException where the service cannot be reached */
    Answer post(String path, String contentType, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath(path)
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
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
            return new Answer(answer.httpResponse().statusCode(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
