package io.github.lambdaperf.local.http;

import java.util.concurrent.CompletionStage;

/** Answers requests, now or later. Called on the server's event loop, so it must not block. */
@FunctionalInterface
public interface ApiHandler {
    /** Starts to answer the request. */
    CompletionStage<ApiReply> handle(ApiRequest request);
}
