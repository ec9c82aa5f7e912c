package io.github.lambdaperf.local.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One HTTP reply.
 *
 * @param status the status code
 * @param headers headers beside {@code Content-Length}
 * @param body the body, may be empty
 * @param more headers that may come several times
 */
public record ApiReply(int status, Map<String, String> headers, byte[] body, List<Map.Entry<String, String>> more) {

    /** A reply with each header once. */
    public ApiReply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, List.of());
    }

    /** A reply without a body. */
    public static ApiReply empty(int status) {
        return new ApiReply(status, Map.of(), new byte[0]);
    }

    /** A reply with the given content type. */
    public static ApiReply of(int status, String contentType, byte[] body) {
        return new ApiReply(status, Map.of("Content-Type", contentType), body);
    }

    /** A reply with text as UTF-8. */
    public static ApiReply of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** This reply with one more header. */
    public ApiReply with(String name, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value);
        return new ApiReply(status, extended, body, more);
    }
}
