package io.github.lambdaperf.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.Invocation;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions behind APIs, each under paths of its own:
 *
 * <pre>{@code
 * /_aws/rest/FUNCTION/STAGE/...   API Gateway REST API, resource /{proxy+}
 * /_aws/http/FUNCTION/...         API Gateway HTTP API, route and stage $default
 * /_aws/url/FUNCTION/...          function URL
 * }</pre>
 */
public final class ApiService implements ApiHandler {
    /** What all paths begin with. */
    public static final String PREFIX = "/_aws/";

    private static final Pattern REST = Pattern.compile("/_aws/(rest)/([^/?]+)/([^/?]+)(/[^?]*)?(?:\\?(.*))?");
    private static final Pattern PLAIN = Pattern.compile("/_aws/(http|url)/([^/?]+)(/[^?]*)?(?:\\?(.*))?");
    // Lambda's quota of a synchronous event.
    private static final int LARGEST_EVENT = 6_291_456;
    // API Gateway's quota of a payload; the event made of it must keep Lambda's.
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    private final FunctionHost host;
    private final EventLoop loop;
    private final String apiKey;
    private final Duration timeout;
    private final ProxyEvents events;

    /**
     * Serves the functions of the host.
     *
     * @param apiKey what REST APIs ask for; null: nothing
     * @param timeout how long APIs of API Gateway wait for a function; null: as long as theirs do
     */
    public ApiService(FunctionHost host, EventLoop loop, String apiKey, Duration timeout) {
        this.host = host;
        this.loop = loop;
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.events = new ProxyEvents(host.account(), apiKey != null);
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        ApiCall call = call(request);
        if (call == null) {
            return done(ApiKind.message(
                    404,
                    "the local target's APIs are /_aws/rest/FUNCTION/STAGE/..., /_aws/http/FUNCTION/... and"
                            + " /_aws/url/FUNCTION/..."));
        }
        return answer(call).thenApply(reply -> withIds(call, reply));
    }

    @Override
    public int largestBody(ApiRequest head) {
        return LARGEST_BODY;
    }

    @Override
    public CompletionStage<ApiReply> tooLarge(ApiRequest head) {
        ApiCall call = call(head);
        return call == null ? handle(head) : done(withIds(call, call.kind().tooLarge()));
    }

    private static CompletionStage<ApiReply> done(ApiReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static ApiCall call(ApiRequest request) {
        Matcher rest = REST.matcher(request.target());
        Matcher plain = PLAIN.matcher(request.target());
        boolean staged = rest.matches();
        if (!staged && !plain.matches()) {
            return null;
        }
        Matcher match = staged ? rest : plain;
        int at = staged ? 4 : 3;
        String rawPath = match.group(at) == null ? "/" : match.group(at);
        return new ApiCall(
                ApiKind.valueOf(match.group(1).toUpperCase(Locale.ROOT)),
                match.group(2),
                staged ? rest.group(3) : "$default",
                rawPath,
                new QueryStringDecoder(rawPath).path(),
                match.group(at + 1) == null ? "" : match.group(at + 1),
                request,
                UUID.randomUUID().toString(),
                request.header("X-Amzn-Trace-Id", Invocation.newTraceId()),
                Instant.now());
    }

    private static ApiReply withIds(ApiCall call, ApiReply reply) {
        ApiReply traced = reply.with("X-Amzn-Trace-Id", call.traceId());
        return call.kind() == ApiKind.HTTP
                ? traced.with("apigw-requestid", call.requestId())
                : traced.with("x-amzn-RequestId", call.requestId());
    }

    private CompletionStage<ApiReply> answer(ApiCall call) {
        if (host.function(call.function()).isEmpty()) {
            return done(ApiKind.message(404, "the local target has no function of that name"));
        }
        boolean keyed = call.kind() == ApiKind.REST && apiKey != null;
        if (keyed && !apiKey.equals(call.header("X-Api-Key", null))) {
            return done(ApiKind.message(403, "Forbidden").with("x-amzn-ErrorType", "ForbiddenException"));
        }
        ObjectNode event = events.of(call);
        byte[] payload = event.toString().getBytes(StandardCharsets.UTF_8);
        if (payload.length > LARGEST_EVENT) {
            return done(call.kind().tooLarge());
        }
        CompletableFuture<InvocationResult> result = new CompletableFuture<>();
        // The id that a function URL gives is the invocation's; API Gateway has ids of its own.
        String invocationId = call.kind() == ApiKind.URL
                ? call.requestId()
                : UUID.randomUUID().toString();
        if (!host.invoke(call.function(), new Invocation(invocationId, payload, null, call.traceId(), result))) {
            return done(call.kind().throttled());
        }
        return inTime(call, result.thenApply(answer -> ProxyAnswers.reply(call.kind(), answer)));
    }

    /** The function's answer, or the API's own where that takes too long; the invocation goes on. */
    private CompletionStage<ApiReply> inTime(ApiCall call, CompletableFuture<ApiReply> answer) {
        Duration most = call.kind().timeout() == null
                ? null
                : timeout != null ? timeout : call.kind().timeout();
        if (most == null) {
            return answer;
        }
        CompletableFuture<ApiReply> first = new CompletableFuture<>();
        ScheduledFuture<?> late =
                loop.schedule(() -> first.complete(call.kind().late()), most.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((reply, failure) -> {
            late.cancel(false);
            if (failure != null) {
                first.completeExceptionally(failure);
            } else {
                first.complete(reply);
            }
        });
        return first;
    }
}
