package io.github.lambdaperf.local.api;

import io.github.lambdaperf.local.http.ApiRequest;
import java.time.Instant;

/**
 * A request to an API of one function.
 *
 * @param kind of the API
 * @param function its name
 * @param stage of a REST API; {@code $default} else
 * @param rawPath below the stage, as sent
 * @param path below the stage, percent-decoded
 * @param rawQuery as sent, without the question mark; may be empty
 * @param request as it came
 * @param requestId given to it
 * @param traceId value of {@code X-Amzn-Trace-Id}
 * @param time of its arrival
 */
record ApiCall(
        ApiKind kind,
        String function,
        String stage,
        String rawPath,
        String path,
        String rawQuery,
        ApiRequest request,
        String requestId,
        String traceId,
        Instant time) {

    /** A header's value, or the default. */
    String header(String name, String absent) {
        return request.header(name, absent);
    }
}
