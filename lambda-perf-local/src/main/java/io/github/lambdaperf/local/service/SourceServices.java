package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.github.lambdaperf.local.sources.EventSources;
import io.github.lambdaperf.local.sources.SourceException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** SQS, SNS, EventBridge, and the part of Lambda's API on event sources. */
public final class SourceServices {

    private static final String SNS_NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final String SNS_VERSION = "2010-03-31";

    private final LambdaSourceRoutes lambda;
    private final AwsJsonEndpoint sqs;
    private final AwsJsonEndpoint eventBridge;
    private final SnsOperations sns;

    /**
     * Serves these sources of the host's functions.
     *
     * @param endpoint start of a queue's URL, asked for when it is needed
     */
    public SourceServices(FunctionHost host, EventSources sources, Supplier<String> endpoint) {
        lambda = new LambdaSourceRoutes(host, sources);
        SqsOperations queues =
                new SqsOperations(sources.queues(), host.account().id(), endpoint);
        sqs = new AwsJsonEndpoint("AmazonSQS.", "1.0", queues::answer);
        EventBridgeOperations events = new EventBridgeOperations(sources.buses(), host.account());
        eventBridge = new AwsJsonEndpoint(
                "AWSEvents.",
                "1.1",
                (operation, input) -> CompletableFuture.completedFuture(events.answer(operation, input)));
        sns = new SnsOperations(sources.topics(), host.account().id());
    }

    /** The answer, if the request is for one of these services. */
    public Optional<CompletionStage<ApiReply>> handle(ApiRequest request) {
        if (sqs.serves(request)) {
            return Optional.of(sqs.handle(request));
        }
        if (eventBridge.serves(request)) {
            return Optional.of(eventBridge.handle(request));
        }
        if (lambda.serves(request)) {
            return Optional.of(lambda.handle(request));
        }
        if (request.path().equals("/")
                && request.header("Content-Type", "").startsWith("application/x-www-form-urlencoded")) {
            ObjectNode form = QueryForm.parse(request.body());
            if (form.path("Version").asText().equals(SNS_VERSION)) {
                return Optional.of(CompletableFuture.completedFuture(publish(form)));
            }
        }
        return Optional.empty();
    }

    private ApiReply publish(ObjectNode form) {
        String id = UUID.randomUUID().toString();
        String action = form.path("Action").asText().replaceAll("\\W", "");
        ApiReply reply;
        try {
            String xml = QueryXml.reply(action, SNS_NAMESPACE, sns.answer(action, form), id);
            reply = ApiReply.of(200, "text/xml", xml);
        } catch (SourceException e) {
            String xml = QueryXml.error(SNS_NAMESPACE, e.status(), e.code(), e.getMessage(), id);
            reply = ApiReply.of(e.status(), "text/xml", xml);
        }
        return reply.with("x-amzn-RequestId", id);
    }
}
