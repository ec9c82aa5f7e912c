package io.github.lambdaperf.core.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import software.amazon.awssdk.http.ContentStreamProvider;
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

    /** An answer of any status; the body is not read yet. */
    record Answer(int status, InputStream body) {
        /** Reads the body. @throws UncheckedIOException where it ends too early */
        String text() {
            try (InputStream in = body) {
                return IoUtils.toUtf8String(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends a body. @throws UncheckedIOException where the service cannot be reached */
    Answer post(String path, String contentType, byte[] body) {
        return send(
                request(SdkHttpMethod.POST, path).putHeader("Content-Type", contentType),
                body.length,
                () -> new ByteArrayInputStream(body),
                true);
    }

    /** A request to the endpoint. @param path encoded */
    SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder().method(method).uri(endpoint).encodedPath(path);
    }

    /**
     * Signs and sends.
     *
     * @param length of the body
     * @param encodedTwice whether the signed path is encoded once more, as all services have it but S3
     * @throws UncheckedIOException where the service cannot be reached
     */
    Answer send(SdkHttpRequest.Builder request, long length, ContentStreamProvider body, boolean encodedTwice) {
        SdkHttpRequest complete =
                request.putHeader("Content-Length", Long.toString(length)).build();
        SignedRequest signed = signer.sign(sign -> sign.identity(credentials)
                .request(complete)
                .payload(body)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, encodedTwice)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, encodedTwice)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        try {
            HttpExecuteResponse answer = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build())
                    .call();
            InputStream stream =
                    answer.responseBody().map(InputStream.class::cast).orElseGet(InputStream::nullInputStream);
            return new Answer(answer.httpResponse().statusCode(), stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
