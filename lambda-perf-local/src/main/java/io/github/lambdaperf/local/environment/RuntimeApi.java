package io.github.lambdaperf.local.environment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's Runtime API, version 2018-06-01, with the environment's id in front of the path. */
public final class RuntimeApi implements ApiHandler {

    /** Start of the path of all calls from environments. */
    public static final String PREFIX = "/.environment/";

    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

    private static final Pattern PATH = Pattern.compile(
            "/\\.environment/([0-9a-f]+)/2018-06-01/runtime/(?:(invocation/next)|(init/error)|invocation/([^/]+)/(response|error))");

    private final Map<String, ExecutionEnvironment> environments;

    RuntimeApi(Map<String, ExecutionEnvironment> environments) {
        this.environments = environments;
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return error(404, "NotFound", "no such Runtime API path: " + request.path());
        }
        ExecutionEnvironment environment = environments.get(path.group(1));
        if (environment == null) {
            return error(403, "Forbidden", "this environment has been ended");
        }
        if (path.group(2) != null) {
            return environment.next();
        }
        if (path.group(3) != null) {
            environment.initFailed(request.body(), request.header(ERROR_TYPE, "Runtime.Unknown"));
            return accepted();
        }
        boolean current = path.group(5).equals("response")
                ? environment.respond(path.group(4), request.body())
                : environment.fail(path.group(4), request.body(), request.header(ERROR_TYPE, "Runtime.Unknown"));
        return current ? accepted() : error(400, "InvalidRequestID", "Invalid request ID");
    }

    @Override
    public int largestBody(ApiRequest head) {
        return ExecutionEnvironment.LARGEST_RESPONSE;
    }

    /** A response that is too large ends its invocation with an error, as on Lambda. */
    @Override
    public CompletionStage<ApiReply> tooLarge(ApiRequest head) {
        Matcher path = PATH.matcher(head.path());
        ExecutionEnvironment environment = path.matches() ? environments.get(path.group(1)) : null;
        if (environment == null || path.group(4) == null) {
            return ApiHandler.super.tooLarge(head);
        }
        return environment.respondTooLarge(path.group(4))
                ? accepted()
                : error(400, "InvalidRequestID", "Invalid request ID");
    }

    /** The headers of an event; AWS's native client breaks without a content type. */
    static Map<String, String> eventHeaders(
            Invocation invocation, String traceHeader, String deadlineMs, String functionArn) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.put("Lambda-Runtime-Deadline-Ms", deadlineMs);
        headers.put("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.put("Lambda-Runtime-Trace-Id", traceHeader);
        if (invocation.clientContext() != null) {
            headers.put("Lambda-Runtime-Client-Context", invocation.clientContext());
        }
        return headers;
    }

    private static CompletionStage<ApiReply> accepted() {
        return CompletableFuture.completedFuture(ApiReply.of(202, "application/json", "{\"status\":\"OK\"}"));
    }

    private static CompletionStage<ApiReply> error(int status, String type, String message) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString();
        return CompletableFuture.completedFuture(ApiReply.of(status, "application/json", body));
    }
}
