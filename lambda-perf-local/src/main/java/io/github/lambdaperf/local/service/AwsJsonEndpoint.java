package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.queue.QueueException;
import io.github.lambdaperf.local.sources.SourceException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A service's operations in AWS JSON 1.0 or 1.1. */
final class AwsJsonEndpoint implements ApiHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String target;
    private final String contentType;
    private final BiFunction<String, JsonNode, CompletionStage<ObjectNode>> operations;

    /**
     * Serves these operations.
     *
     * @param target start of {@code X-Amz-Target} with its dot
     * @param version {@code 1.0} or {@code 1.1}
     * @param operations from name and input to the output
     */
    AwsJsonEndpoint(
            String target, String version, BiFunction<String, JsonNode, CompletionStage<ObjectNode>> operations) {
        this.target = target;
        this.contentType = "application/x-amz-json-" + version;
        this.operations = operations;
    }

    boolean serves(ApiRequest request) {
        return request.header("X-Amz-Target", "").startsWith(target);
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        CompletionStage<ApiReply> reply;
        try {
            JsonNode input = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
            String operation = request.header("X-Amz-Target", "").substring(target.length());
            reply = operations
                    .apply(operation, input)
                    .thenApply(output -> ApiReply.of(200, contentType, output.toString()));
        } catch (QueueException e) {
            // Clients of the older protocol's codes look into this header.
            reply = CompletableFuture.completedFuture(error(400, "com.amazonaws.sqs#" + e.code(), e.getMessage())
                    .with("x-amzn-query-error", SqsErrors.queryCode(e.code()) + ";Sender"));
        } catch (SourceException e) {
            reply = CompletableFuture.completedFuture(error(e.status(), e.code(), e.getMessage()));
        } catch (IOException e) {
            reply = CompletableFuture.completedFuture(
                    error(400, "SerializationException", "the body is no JSON: " + e.getMessage()));
        }
        return reply.thenApply(
                answer -> answer.with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }

    private ApiReply error(int status, String type, String message) {
        String body = JSON.createObjectNode()
                .put("__type", type)
                .put("message", message)
                .toString();
        return ApiReply.of(status, contentType, body);
    }
}
