package io.github.lambdaperf.local.api;

import io.github.lambdaperf.local.http.ApiReply;
import java.time.Duration;

/** The APIs that can stand in front of a function, with the words in which each refuses. */
enum ApiKind {
    /** API Gateway REST API with proxy integration. */
    REST(Duration.ofSeconds(29)),
    /** API Gateway HTTP API, payload format 2.0. */
    HTTP(Duration.ofSeconds(30)),
    /** Function URL; waits as long as the function may take. */
    URL(null);

    private final Duration timeout;

    ApiKind(Duration timeout) {
        this.timeout = timeout;
    }

    /** How long it waits for the function; null: as long as that takes. */
    Duration timeout() {
        return timeout;
    }

    /** The function failed, or answered in a form that the API cannot read. */
    ApiReply failed() {
        return switch (this) {
            case REST -> message(502, "Internal server error").with("x-amzn-ErrorType", "InternalServerErrorException");
            case HTTP -> message(500, "Internal Server Error");
            case URL -> ApiReply.of(502, "application/json", "Internal Server Error");
        };
    }

    /** Lambda refused to run the function. */
    ApiReply throttled() {
        return switch (this) {
            case REST -> message(500, "Internal server error").with("x-amzn-ErrorType", "InternalServerErrorException");
            case HTTP -> message(503, "Service Unavailable");
            case URL ->
                ApiReply.of(
                                429,
                                "application/json",
                                "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}")
                        .with("x-amzn-ErrorType", "TooManyRequestsException");
        };
    }

    /** The function took longer than the API waits. */
    ApiReply late() {
        return this == REST
                ? message(504, "Endpoint request timed out").with("x-amzn-ErrorType", "InternalServerErrorException")
                : message(503, "Service Unavailable");
    }

    /** The event would be larger than Lambda takes. */
    ApiReply tooLarge() {
        return message(413, this == REST ? "Request Too Long" : "Request Entity Too Large");
    }

    /** An answer in API Gateway's form. */
    static ApiReply message(int status, String text) {
        return ApiReply.of(status, "application/json", "{\"message\":\"" + text + "\"}");
    }
}
