package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Lambda's API: which operation answers a request, and how refusals look. */
public final class LambdaService implements ApiHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "/2015-03-31/functions/{function}";
    private static final String ALIAS = FUNCTION + "/aliases/{alias}";
    private static final String PROVISIONED = "/2019-09-30/functions/{function}/provisioned-concurrency";
    private static final String TAGS = "/2017-03-31/tags/{resource}";

    private final LambdaRoutes routes = new LambdaRoutes();

    /** Serves the functions of the host. */
    public LambdaService(FunctionHost host) {
        Functions functions = new Functions(host);
        FunctionDescriptions descriptions = new FunctionDescriptions(host);

        routes.add("POST", FUNCTION + "/invocations", new InvokeOperation(host, functions)::invoke);

        FunctionOperations function = new FunctionOperations(host, functions, descriptions);
        routes.add("GET", "/2015-03-31/functions", function::list)
                .add("GET", FUNCTION, function::get)
                .add("DELETE", FUNCTION, function::delete)
                .add("GET", FUNCTION + "/configuration", function::getConfiguration)
                .add("PUT", FUNCTION + "/configuration", function::updateConfiguration)
                .add("GET", FUNCTION + "/versions", function::listVersions)
                .add("POST", FUNCTION + "/versions", function::publishVersion)
                .add("GET", FUNCTION + "/policy", function::getPolicy)
                .add("GET", "/2016-08-19/account-settings", function::getAccountSettings);

        AliasOperations alias = new AliasOperations(host, functions);
        routes.add("GET", FUNCTION + "/aliases", alias::list)
                .add("POST", FUNCTION + "/aliases", alias::create)
                .add("GET", ALIAS, alias::get)
                .add("PUT", ALIAS, alias::update)
                .add("DELETE", ALIAS, alias::delete);

        ConcurrencyOperations concurrency = new ConcurrencyOperations(host, functions);
        routes.add("GET", "/2019-09-30/functions/{function}/concurrency", concurrency::getReserved)
                .add("PUT", "/2017-10-31/functions/{function}/concurrency", concurrency::putReserved)
                .add("DELETE", "/2017-10-31/functions/{function}/concurrency", concurrency::deleteReserved)
                .add("GET", PROVISIONED, concurrency::getProvisioned)
                .add("PUT", PROVISIONED, concurrency::putProvisioned)
                .add("DELETE", PROVISIONED, concurrency::deleteProvisioned);

        TagOperations tags = new TagOperations(functions);
        routes.add("GET", TAGS, tags::list).add("POST", TAGS, tags::add).add("DELETE", TAGS, tags::remove);
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        String requestId = UUID.randomUUID().toString();
        CompletionStage<ApiReply> reply;
        try {
            reply = routes.answer(request, requestId).exceptionally(LambdaService::refusal);
        } catch (AwsError e) {
            reply = CompletableFuture.completedFuture(error(e));
        }
        return reply.thenApply(answer -> answer.with("x-amzn-RequestId", requestId));
    }

    @Override
    public int largestBody(ApiRequest head) {
        return isInvoke(head) ? InvokeOperation.largest(head) : ApiHandler.super.largestBody(head);
    }

    @Override
    public CompletionStage<ApiReply> tooLarge(ApiRequest head) {
        if (!isInvoke(head)) {
            return ApiHandler.super.tooLarge(head);
        }
        ApiReply reply = error(InvokeOperation.tooLarge(head));
        return CompletableFuture.completedFuture(
                reply.with("x-amzn-RequestId", UUID.randomUUID().toString()));
    }

    private static boolean isInvoke(ApiRequest head) {
        return head.path().endsWith("/invocations");
    }

    private static ApiReply refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AwsError error) {
            return error(error);
        }
        throw new CompletionException(cause);
    }

    static ApiReply error(AwsError error) {
        ObjectNode body = JSON.createObjectNode().put("Type", "User").put("message", error.getMessage());
        error.details().ifPresent(body::setAll);
        ApiReply reply =
                ApiReply.of(error.status(), "application/json", body.toString()).with("x-amzn-ErrorType", error.code());
        return error.status() == 429 ? reply.with("Retry-After", "1") : reply;
    }
}
