package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Admission;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.Invocation;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Invoke: synchronous, as an event, and as a dry run. */
final class InvokeOperation {

    // Lambda's documented quotas of request payloads.
    private static final int LARGEST_SYNCHRONOUS = 6_291_456;
    private static final int LARGEST_ASYNCHRONOUS = 1_048_576;

    private static final ObjectMapper JSON = new ObjectMapper();
    // For a header's value.
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final FunctionHost host;
    private final Functions functions;

    InvokeOperation(FunctionHost host, Functions functions) {
        this.host = host;
        this.functions = functions;
    }

    CompletionStage<ApiReply> invoke(LambdaCall call) {
        ApiRequest request = call.request();
        FunctionReference function = call.function();
        functions.version(function);
        String type = request.header("X-Amz-Invocation-Type", "RequestResponse");
        if (type.equals("DryRun")) {
            return CompletableFuture.completedFuture(ApiReply.empty(204));
        }
        if (!type.equals("RequestResponse") && !type.equals("Event")) {
            throw new AwsError(400, "InvalidParameterValueException", "unknown invocation type " + type);
        }
        boolean event = type.equals("Event");
        Invocation invocation = new Invocation(
                call.requestId(),
                payload(request.body()),
                clientContext(request),
                request.header("X-Amzn-Trace-Id", Invocation.newTraceId()),
                new CompletableFuture<>());
        if (event) {
            host.enqueue(function.text(), invocation);
            return CompletableFuture.completedFuture(ApiReply.empty(202));
        }
        Admission admission = host.admit(function.text(), invocation);
        if (admission != Admission.ADMITTED) {
            ObjectNode reason = JSON.createObjectNode().put("Reason", admission.reason());
            throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded.", reason);
        }
        boolean tail = request.header("X-Amz-Log-Type", "None").equals("Tail");
        return invocation.result().thenApply(result -> reply(result, tail));
    }

    private static ApiReply reply(InvocationResult result, boolean tail) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", result.version());
        headers.put("X-Amzn-Trace-Id", result.traceId());
        if (result.functionError() != null) {
            headers.put("X-Amz-Function-Error", result.functionError());
        }
        if (tail) {
            headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
        }
        return new ApiReply(200, headers, result.payload());
    }

    /** Bytes that the payload of this call may have. */
    static int largest(ApiRequest head) {
        return head.header("X-Amz-Invocation-Type", "").equals("Event") ? LARGEST_ASYNCHRONOUS : LARGEST_SYNCHRONOUS;
    }

    /** The refusal of a larger payload. */
    static AwsError tooLarge(ApiRequest head) {
        return new AwsError(
                413,
                "RequestTooLargeException",
                "Request must be smaller than " + largest(head) + " bytes for the InvokeFunction operation");
    }

    private static byte[] payload(byte[] body) {
        if (body.length == 0) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        try (JsonParser json = JSON.createParser(body)) {
            checkOneValue(json);
        } catch (JsonProcessingException e) {
            throw new AwsError(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new AwsError(400, "InvalidRequestContentException", "Could not read the request body");
        }
        return body;
    }

    // Reads tokens only: a tree of a large event would cost more than the rest of the invocation.
    private static void checkOneValue(JsonParser json) throws IOException {
        json.nextToken();
        json.skipChildren();
        if (json.currentToken() == null || json.nextToken() != null) {
            throw new JsonParseException(json, "one JSON value is expected");
        }
    }

    private static String clientContext(ApiRequest request) {
        String encoded = request.header("X-Amz-Client-Context", null);
        if (encoded == null) {
            return null;
        }
        try {
            String json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return ASCII.writeValueAsString(JSON.readTree(json));
        } catch (IllegalArgumentException | IOException e) {
            throw new AwsError(
                    400,
                    "InvalidRequestContentException",
                    "Client context must be a valid Base64-encoded JSON object.");
        }
    }
}
