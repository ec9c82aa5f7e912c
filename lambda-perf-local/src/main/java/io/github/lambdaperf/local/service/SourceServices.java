package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.protocol.QueryForm;
import io.github.lambdaperf.local.protocol.ServiceEndpoint;
import io.github.lambdaperf.local.sources.EventSources;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** SQS, SNS, EventBridge, and the part of Lambda's API on event sources. */
public final class SourceServices {

    private static final ServiceEndpoint.Names SQS = new ServiceEndpoint.Names(
            "AmazonSQS", "1.0", "sqs", "2012-11-05", "http://queue.amazonaws.com/doc/2012-11-05/", Set.of());
    private static final ServiceEndpoint.Names SNS = new ServiceEndpoint.Names(
            "AmazonSimpleNotificationService",
            "1.0",
            "sns",
            "2010-03-31",
            "http://sns.amazonaws.com/doc/2010-03-31/",
            Set.of("Attributes"));
    private static final ServiceEndpoint.Names EVENT_BRIDGE = new ServiceEndpoint.Names(
            "AWSEvents", "1.1", "events", "2015-10-07", "http://events.amazonaws.com/doc/2015-10-07/", Set.of());

    /** Path of the account of marked messages; not one of AWS's. */
    static final String HANDLED = "/_aws/handled";

    private final EventSources sources;
    private final LambdaSourceRoutes lambda;
    private final ServiceEndpoint sqs;
    private final ServiceEndpoint sns;
    private final ServiceEndpoint eventBridge;

    /**
     * Serves these sources of the host's functions.
     *
     * @param endpoint start of a queue's URL, asked for when it is needed
     */
    public SourceServices(FunctionHost host, EventSources sources, Supplier<String> endpoint) {
        this.sources = sources;
        lambda = new LambdaSourceRoutes(host, sources);
        SqsOperations queues =
                new SqsOperations(sources.queues(), host.account().id(), endpoint);
        sqs = ServiceEndpoint.deferred(SQS, queues::answer);
        SnsOperations topics =
                new SnsOperations(sources.topics(), host.account().id());
        sns = new ServiceEndpoint(SNS, topics::answer);
        EventBridgeOperations buses = new EventBridgeOperations(sources.buses(), host.account());
        eventBridge = new ServiceEndpoint(EVENT_BRIDGE, buses::answer);
    }

    /** The answer, if the request is for one of these services. */
    public Optional<CompletionStage<ApiReply>> handle(ApiRequest request) {
        // SQS's query protocol has flat lists, which the codec does not write.
        if (sqs.accepts(request) && !QueryForm.isForm(request)) {
            return Optional.of(sqs.handle(request));
        }
        if (sns.accepts(request)) {
            return Optional.of(sns.handle(request));
        }
        if (eventBridge.accepts(request)) {
            return Optional.of(eventBridge.handle(request));
        }
        return lambda.serves(request) ? Optional.of(lambda.handle(request)) : Optional.empty();
    }

    /** What became of marked messages, from the entry {@code ?from=} on. */
    CompletionStage<ApiReply> handled(ApiRequest request) {
        String from = new QueryStringDecoder(request.target())
                .parameters()
                .getOrDefault("from", List.of("0"))
                .get(0);
        if (!from.matches("\\d{1,18}")) {
            return CompletableFuture.completedFuture(
                    ApiReply.of(400, "application/json", "{\"message\":\"from must be a number\"}"));
        }
        String page = sources.handled().page(Long.parseLong(from));
        return CompletableFuture.completedFuture(ApiReply.of(200, "application/json", page));
    }
}
