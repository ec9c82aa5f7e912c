package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Small objects of one S3 bucket: {@code PutObject}, {@code GetObject} and {@code ListObjectsV2}, addressed by path so that
 * every bucket name and every S3-like server will do.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">the
 *     operations</a>
 */
public final class S3Objects {
    private static final ContentStreamProvider NOTHING = () -> new ByteArrayInputStream(new byte[0]);

    private final SignedHttp http;
    private final String bucket;

    S3Objects(SignedHttp http, String bucket) {
        this.http = http;
        this.bucket = bucket;
    }

    /** Writes an object. @throws PerfException where S3 does not take it */
    public void put(String key, Path file) {
        try {
            send("PutObject", key, request(SdkHttpMethod.PUT, key), Files.size(file), () -> open(file))
                    .text();
        } catch (IOException | UncheckedIOException e) {
            throw unreachable(key, e);
        }
    }

    /** Reads an object into a file. @throws PerfException where S3 does not give it */
    public void get(String key, Path file) {
        try (InputStream body = send("GetObject", key, request(SdkHttpMethod.GET, key), 0, NOTHING)
                .body()) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw unreachable(key, e);
        }
    }

    /** Keys that begin with a prefix, all pages. @throws PerfException where S3 does not tell */
    public List<String> list(String prefix) {
        List<String> keys = new ArrayList<>();
        String token = "";
        do {
            SdkHttpRequest.Builder request = request(SdkHttpMethod.GET, "")
                    .putRawQueryParameter("list-type", "2")
                    .putRawQueryParameter("prefix", prefix);
            if (!token.isEmpty()) {
                request.putRawQueryParameter("continuation-token", token);
            }
            XmlAnswer answer;
            try {
                answer = XmlAnswer.of("S3", send("ListObjectsV2", prefix, request, 0, NOTHING));
            } catch (UncheckedIOException e) {
                throw unreachable(prefix, e);
            }
            answer.all("Contents").forEach(content -> keys.add(content.text("Key")));
            token = answer.text("NextContinuationToken");
        } while (!token.isEmpty());
        return keys;
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String key) {
        return http.request(
                method, "/" + bucket + (key.isEmpty() ? "" : "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key)));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SignedHttp.Answer send(
            String operation, String key, SdkHttpRequest.Builder request, long length, ContentStreamProvider body) {
        SignedHttp.Answer answer = http.send(request, length, body, false);
        if (answer.status() < 300) {
            return answer;
        }
        XmlAnswer error = XmlAnswer.of("S3", answer);
        String hint = switch (error.text("Code")) {
            case "AccessDenied" -> "; allow s3:" + (operation.startsWith("List") ? "ListBucket" : operation);
            case "PermanentRedirect", "AuthorizationHeaderMalformed" ->
                "; the bucket is in another region, name it by -Dperf.region";
            default -> "";
        };
        throw PerfException.user(String.format(
                Locale.ROOT,
                "S3 refuses %s of s3://%s/%s: %s%s",
                operation,
                bucket,
                key,
                error.text("Message").isEmpty() ? "HTTP " + answer.status() : error.text("Message"),
                hint));
    }

    private PerfException unreachable(String key, Exception e) {
        return PerfException.world("s3://" + bucket + "/" + key + " could not be reached: " + e.getMessage(), e);
    }
}
