package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.Invocation;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's API: Invoke, GetFunction, GetFunctionConfiguration, GetFunctionConcurrency, ListFunctions,
 * GetAccountSettings.
 */
public final class LambdaService implements ApiHandler {

    private static final Pattern FUNCTION = Pattern.compile(
            "/(?:2015-03-31|2017-10-31|2019-09-30)/functions/([^/]+)(?:/(invocations|configuration|concurrency))?");
    private static final Pattern NAME = Pattern.compile(
            "(?:(?:arn:aws[\\w-]*:lambda:[\\w-]+:)?\\d{12}:function:)?([A-Za-z0-9_-]+)(?::([$A-Za-z0-9_-]+))?");
    // Lambda's documented quotas of request payloads.
    private static final int LARGEST_SYNCHRONOUS = 6_291_456;
    private static final int LARGEST_ASYNCHRONOUS = 1_048_576;

    private static final ObjectMapper JSON = new ObjectMapper();
    // For a header's value.
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final FunctionHost host;
    private final FunctionDescriptions descriptions;

    /** Serves the functions of the host. */
    public LambdaService(FunctionHost host) {
        this.host = host;
        this.descriptions = new FunctionDescriptions(host);
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        String requestId = UUID.randomUUID().toString();
        CompletionStage<ApiReply> reply;
        try {
            reply = route(request, requestId);
        } catch (AwsError e) {
            reply = CompletableFuture.completedFuture(error(e));
        }
        return reply.thenApply(answer -> answer.with("x-amzn-RequestId", requestId));
    }

    private CompletionStage<ApiReply> route(ApiRequest request, String requestId) {
        Matcher path = FUNCTION.matcher(request.path());
        if (path.matches() && request.method().equals("POST") && "invocations".equals(path.group(2))) {
            return invoke(request, function(path.group(1), request), requestId);
        }
        if (request.method().equals("GET")) {
            CompletionStage<ObjectNode> found = path.matches()
                    ? describe(function(path.group(1), request), path.group(2))
                    : describe(request.path());
            if (found != null) {
                return found.thenApply(node -> ApiReply.of(200, "application/json", node.toString()));
            }
        }
        throw new AwsError(
                400,
                "UnknownOperationException",
                "the local target does not serve " + request.method() + " " + request.path());
    }

    private CompletionStage<ObjectNode> describe(String path) {
        return switch (path.replaceFirst("/$", "")) {
            case "/2016-08-19/account-settings" -> CompletableFuture.completedFuture(descriptions.accountSettings());
            case "/2015-03-31/functions" -> descriptions.functions();
            default -> null;
        };
    }

    private CompletionStage<ObjectNode> describe(FunctionDefinition function, String part) {
        if (part == null) {
            return descriptions.function(function);
        }
        return switch (part) {
            case "configuration" -> descriptions.configuration(function);
            case "concurrency" -> CompletableFuture.completedFuture(descriptions.concurrency());
            default -> null;
        };
    }

    private FunctionDefinition function(String reference, ApiRequest request) {
        Matcher name = NAME.matcher(reference);
        if (!name.matches()) {
            throw new AwsError(400, "ValidationException", "'" + reference + "' is no function name or ARN");
        }
        String qualifier = name.group(2);
        if (request.query().containsKey("Qualifier")) {
            qualifier = request.query().get("Qualifier").get(0);
        }
        String arn = host.account().functionArn(name.group(1));
        if (qualifier != null && !qualifier.equals("$LATEST")) {
            throw new AwsError(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + arn + ":" + qualifier
                            + " (the local target has no versions and aliases, only $LATEST)");
        }
        return host.function(name.group(1))
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn));
    }

    private CompletionStage<ApiReply> invoke(ApiRequest request, FunctionDefinition function, String requestId) {
        String type = request.header("X-Amz-Invocation-Type", "RequestResponse");
        if (type.equals("DryRun")) {
            return CompletableFuture.completedFuture(ApiReply.empty(204));
        }
        if (!type.equals("RequestResponse") && !type.equals("Event")) {
            throw new AwsError(400, "InvalidParameterValueException", "unknown invocation type " + type);
        }
        boolean event = type.equals("Event");
        Invocation invocation = new Invocation(
                requestId,
                payload(request.body(), event ? LARGEST_ASYNCHRONOUS : LARGEST_SYNCHRONOUS),
                clientContext(request),
                request.header("X-Amzn-Trace-Id", Invocation.newTraceId()),
                new CompletableFuture<>());
        if (event) {
            host.enqueue(function.name(), invocation);
            return CompletableFuture.completedFuture(ApiReply.empty(202));
        }
        if (!host.invoke(function.name(), invocation)) {
            ObjectNode reason = JSON.createObjectNode().put("Reason", "ConcurrentInvocationLimitExceeded");
            throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded.", reason);
        }
        boolean tail = request.header("X-Amz-Log-Type", "None").equals("Tail");
        return invocation.result().thenApply(result -> reply(result, tail));
    }

    private static ApiReply reply(InvocationResult result, boolean tail) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", "$LATEST");
        if (result.functionError() != null) {
            headers.put("X-Amz-Function-Error", result.functionError());
        }
        if (tail) {
            headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
        }
        return new ApiReply(200, headers, result.payload());
    }

    private static byte[] payload(byte[] body, int largest) {
        if (body.length > largest) {
            throw new AwsError(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + largest + " bytes for the InvokeFunction operation");
        }
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

    static ApiReply error(AwsError error) {
        ObjectNode body = JSON.createObjectNode().put("Type", "User").put("message", error.getMessage());
        error.details().ifPresent(body::setAll);
        ApiReply reply =
                ApiReply.of(error.status(), "application/json", body.toString()).with("x-amzn-ErrorType", error.code());
        return error.status() == 429 ? reply.with("Retry-After", "1") : reply;
    }
}
