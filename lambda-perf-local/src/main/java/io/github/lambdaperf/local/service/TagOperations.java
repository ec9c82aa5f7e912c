package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.LocalFunction;
import io.github.lambdaperf.local.http.ApiReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tags of functions. */
final class TagOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    // Lambda's documented quota.
    private static final int MOST = 50;

    private final Functions functions;

    TagOperations(Functions functions) {
        this.functions = functions;
    }

    CompletionStage<ApiReply> list(LambdaCall call) {
        ObjectNode reply = JSON.createObjectNode();
        ObjectNode tags = reply.putObject("Tags");
        function(call).tags().forEach(tags::put);
        return CompletableFuture.completedFuture(FunctionOperations.json(200, reply));
    }

    CompletionStage<ApiReply> add(LambdaCall call) {
        Map<String, String> tags = function(call).tags();
        ObjectNode added = call.body().path("Tags") instanceof ObjectNode object ? object : null;
        if (added == null || added.isEmpty()) {
            throw AwsError.invalidValue("Tags is missing");
        }
        long names = added.properties().stream()
                .filter(tag -> !tags.containsKey(tag.getKey()))
                .count();
        if (tags.size() + names > MOST) {
            throw AwsError.invalidValue("A function has at most " + MOST + " tags");
        }
        added.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    CompletionStage<ApiReply> remove(LambdaCall call) {
        Map<String, String> tags = function(call).tags();
        List<String> keys = call.request().query().getOrDefault("tagKeys", List.of());
        if (keys.isEmpty()) {
            throw AwsError.invalidValue("tagKeys is missing");
        }
        tags.keySet().removeAll(keys);
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    private LocalFunction function(LambdaCall call) {
        FunctionReference reference = FunctionReference.of(call.label("resource"), null);
        if (reference.qualifier() != null) {
            throw AwsError.invalidValue(
                    "Tags on function aliases and versions are not supported. Please specify a" + " function ARN.");
        }
        return functions.function(reference);
    }
}
