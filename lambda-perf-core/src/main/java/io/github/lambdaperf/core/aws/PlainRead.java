package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.lambdaperf.core.signature.SigV4Signer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A read of Lambda's control plane without the SDK's client, whose first call takes a build more than a second of CPU, and
 * leaves the compiler busy when the load begins. It knows one good case, an answer of 200 over the direct way; in any other
 * the SDK's client is to be asked, which retries, knows all ways, and says what is wrong. Without a configured endpoint the
 * session asks the SDK's client for one, so that only the call itself is saved.
 */
final class PlainRead {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 5_000;
    private static final int LARGEST = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlainRead() {}

    /**
     * The JSON at a path; empty: not in this way.
     *
     * @param path percent-encoded, without a query
     */
    static Optional<JsonNode> get(AwsSession session, String path) {
        if (session.sdkSends().isPresent()) {
            return Optional.empty();
        }
        URI endpoint = session.lambdaEndpoint();
        String host = endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            SigV4Signer.Signature signature = new SigV4Signer(
                            session.region().id(), "lambda", "GET", path, "", Map.of("host", host))
                    .sign(session.credentials().resolveCredentials(), Instant.now(), new byte[0]);
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setReadTimeout(READ_TIMEOUT_MS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("User-Agent", "lambda-perf");
            connection.setRequestProperty("X-Amz-Date", signature.date().toString());
            connection.setRequestProperty(
                    "x-amz-content-sha256", signature.payloadHash().toString());
            connection.setRequestProperty(
                    "Authorization", signature.authorization().toString());
            if (signature.token() != null) {
                connection.setRequestProperty(
                        "X-Amz-Security-Token", signature.token().toString());
            }
            return answer(session, connection);
        } catch (IOException | IllegalArgumentException e) {
            // an illegal argument: credentials or an endpoint that no plain call can be made of
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> answer(AwsSession session, HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            return Optional.empty();
        }
        try (InputStream body = connection.getInputStream()) {
            JsonNode json = JSON.readTree(body.readNBytes(LARGEST));
            String date = connection.getHeaderField("Date");
            if (date != null) {
                session.heard(date);
            }
            return json.isObject() ? Optional.of(json) : Optional.empty();
        }
    }
}
