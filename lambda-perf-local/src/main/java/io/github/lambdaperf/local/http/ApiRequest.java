package io.github.lambdaperf.local.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * One complete HTTP request.
 *
 * @param method the HTTP method in capitals
 * @param target path and query as they were sent
 * @param path the percent-decoded path without the query
 * @param query the decoded query parameters
 * @param headers the headers, names in any case
 * @param body the body, empty if there was none
 */
public record ApiRequest(
        String method, String target, String path, Map<String, List<String>> query, HttpHeaders headers, byte[] body) {

    /** This request with a body. */
    ApiRequest with(byte[] received) {
        return new ApiRequest(method, target, path, query, headers, received);
    }

    /** The header's value, or the given default when it is absent. */
    public String header(String name, String absent) {
        return headers.get(name, absent);
    }
}
