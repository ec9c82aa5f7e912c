package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.sources.EventSources;
import io.github.lambdaperf.local.sources.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Lambda's API on event source mappings and asynchronous invocations. */
public final class LambdaSourceRoutes implements ApiHandler {

    private static final Pattern MAPPINGS = Pattern.compile("/2015-03-31/event-source-mappings(?:/([0-9A-Za-z-]+))?/?");
    private static final Pattern EVENT_INVOKE =
            Pattern.compile("/2019-09-25/functions/([^/]+)/event-invoke-config(/list)?/?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappingOperations mappings;
    private final EventInvokeOperations eventInvoke;

    /** Serves these sources of the host's functions. */
    public LambdaSourceRoutes(FunctionHost host, EventSources sources) {
        this.mappings = new MappingOperations(sources, host.account());
        this.eventInvoke = new EventInvokeOperations(host);
    }

    /** Whether the request's path is one of these. */
    public boolean serves(ApiRequest request) {
        return MAPPINGS.matcher(request.path()).matches()
                || EVENT_INVOKE.matcher(request.path()).matches();
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        ApiReply reply;
        try {
            reply = route(request);
        } catch (SourceException e) {
            reply = LambdaService.error(new AwsError(e.status(), e.code(), e.getMessage()));
        } catch (IOException e) {
            reply = LambdaService.error(
                    new AwsError(400, "InvalidRequestContentException", "Could not parse request body into json"));
        }
        return CompletableFuture.completedFuture(
                reply.with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }

    private ApiReply route(ApiRequest request) throws IOException {
        JsonNode input = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
        Matcher path = MAPPINGS.matcher(request.path());
        if (path.matches()) {
            return mappings(request, path.group(1), input);
        }
        path = EVENT_INVOKE.matcher(request.path());
        if (path.matches()) {
            return eventInvoke(request, MappingOperations.functionName(path.group(1)), path.group(2) != null, input);
        }
        throw unknown(request);
    }

    private ApiReply mappings(ApiRequest request, String uuid, JsonNode input) {
        if (uuid == null) {
            return switch (request.method()) {
                case "POST" -> json(202, mappings.create(input));
                case "GET" ->
                    json(200, mappings.list(query(request, "FunctionName"), query(request, "EventSourceArn")));
                default -> throw unknown(request);
            };
        }
        return switch (request.method()) {
            case "GET" -> json(200, mappings.get(uuid));
            case "PUT" -> json(202, mappings.update(uuid, input));
            case "DELETE" -> json(202, mappings.delete(uuid));
            default -> throw unknown(request);
        };
    }

    private ApiReply eventInvoke(ApiRequest request, String function, boolean list, JsonNode input) {
        return switch (request.method()) {
            case "PUT" -> json(200, eventInvoke.put(function, input));
            case "POST" -> json(200, eventInvoke.update(function, input));
            case "GET" -> json(200, list ? eventInvoke.list(function) : eventInvoke.get(function));
            case "DELETE" -> {
                eventInvoke.delete(function);
                yield ApiReply.empty(204);
            }
            default -> throw unknown(request);
        };
    }

    private static String query(ApiRequest request, String name) {
        return request.query().getOrDefault(name, List.of("")).get(0);
    }

    private static ApiReply json(int status, ObjectNode node) {
        return ApiReply.of(status, "application/json", node.toString());
    }

    private static SourceException unknown(ApiRequest request) {
        return new SourceException(
                400,
                "UnknownOperationException",
                "the local target does not serve " + request.method() + " " + request.path());
    }
}
