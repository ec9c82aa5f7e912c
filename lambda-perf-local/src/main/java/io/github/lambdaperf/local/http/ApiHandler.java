package io.github.lambdaperf.local.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers requests, now or later. Called on the server's event loop, so it must not block. */
@FunctionalInterface
public interface ApiHandler {
    /** Starts to answer the request. */
    CompletionStage<ApiReply> handle(ApiRequest request);

    /**
     * Bytes that a request's body may have once it is decoded; what comes beyond is thrown away while it arrives.
     *
     * @param head the request without its body
     */
    default int largestBody(ApiRequest head) {
        return HttpServer.LARGEST_BODY;
    }

    /**
     * Starts to answer a request whose body was larger than {@link #largestBody}.
     *
     * @param head the request without its body
     */
    default CompletionStage<ApiReply> tooLarge(ApiRequest head) {
        return CompletableFuture.completedFuture(
                HttpReplies.refusal(413, "the local target takes bodies of " + largestBody(head) + " bytes at most"));
    }
}
