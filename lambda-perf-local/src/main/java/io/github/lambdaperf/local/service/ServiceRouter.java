package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.api.ApiService;
import io.github.lambdaperf.local.environment.RuntimeApi;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.protocol.ServiceEndpoint;
import io.github.lambdaperf.local.traces.TraceService;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the service a request is meant for. */
public final class ServiceRouter implements ApiHandler {

    private final RuntimeApi runtime;
    private final LambdaService lambda;
    private final LogsService logs;
    private final StsService sts;
    private final ApiService apis;
    private final SourceServices sources;
    private final TraceService traces;
    private final List<ServiceEndpoint> endpoints;

    /** Routes to these services; the endpoints are asked which of them takes what the others do not. */
    public ServiceRouter(
            RuntimeApi runtime,
            LambdaService lambda,
            LogsService logs,
            StsService sts,
            ApiService apis,
            SourceServices sources,
            TraceService traces,
            List<ServiceEndpoint> endpoints) {
        this.sources = sources;
        this.traces = traces;
        this.runtime = runtime;
        this.lambda = lambda;
        this.logs = logs;
        this.sts = sts;
        this.apis = apis;
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public int largestBody(ApiRequest head) {
        return byPath(head).largestBody(head);
    }

    @Override
    public CompletionStage<ApiReply> tooLarge(ApiRequest head) {
        return byPath(head).tooLarge(head);
    }

    /** Who knows how large bodies on this path may be; Lambda's API takes as much as any other does. */
    private ApiHandler byPath(ApiRequest head) {
        if (head.path().startsWith(RuntimeApi.PREFIX)) {
            return runtime;
        }
        return head.path().startsWith(ApiService.PREFIX) ? apis : lambda;
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        if (request.path().startsWith(RuntimeApi.PREFIX)) {
            return runtime.handle(request);
        }
        if (request.path().equals(TraceService.PATH)) {
            return traces.handle(request);
        }
        if (request.path().equals(SourceServices.HANDLED)) {
            return sources.handled(request);
        }
        if (request.path().startsWith(ApiService.PREFIX)) {
            return apis.handle(request);
        }
        Optional<CompletionStage<ApiReply>> ofSources = sources.handle(request);
        if (ofSources.isPresent()) {
            return ofSources.get();
        }
        String target = request.header("X-Amz-Target", "");
        if (target.startsWith(LogsService.TARGET)) {
            return logs.handle(request);
        }
        for (ServiceEndpoint endpoint : endpoints) {
            if (endpoint.accepts(request)) {
                return endpoint.handle(request);
            }
        }
        if (!target.isEmpty()) {
            String message = "the local target does not serve " + target.replaceAll("[^\\w.-]", "");
            String body = "{\"__type\":\"UnknownOperationException\",\"message\":\"" + message + "\"}";
            return CompletableFuture.completedFuture(ApiReply.of(400, "application/x-amz-json-1.1", body)
                    .with("x-amzn-ErrorType", "UnknownOperationException")
                    .with("x-amzn-RequestId", UUID.randomUUID().toString()));
        }
        // The path decides first: curl -d sends Lambda payloads as forms, too.
        if (request.path().equals("/")
                && request.header("Content-Type", "").startsWith("application/x-www-form-urlencoded")) {
            return sts.handle(request);
        }
        return lambda.handle(request);
    }
}
