package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiHandler;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A service behind rpc-v2-cbor, awsJson and awsQuery; the request says which of them it speaks. */
public final class ServiceEndpoint implements ApiHandler {

    private final Names names;
    private final BiFunction<String, ObjectNode, CompletionStage<ObjectNode>> operations;
    private final WireProtocol json;
    private final WireProtocol cbor = new RpcV2Cbor();
    private final WireProtocol query;

    /**
     * What a service is called on the wire.
     *
     * @param shape the service's shape, such as {@code GraniteServiceVersion20100801}: start of {@code X-Amz-Target} and
     *     part of the path in rpc-v2-cbor
     * @param jsonVersion 1.0 or 1.1
     * @param signingName the service in the credential scope, such as {@code monitoring}
     * @param queryVersion {@code Version} of query requests, such as {@code 2010-08-01}
     * @param xmlNamespace namespace of replies in the query protocol
     * @param maps members of outputs that are maps, which the query protocol writes as entries
     */
    public record Names(
            String shape,
            String jsonVersion,
            String signingName,
            String queryVersion,
            String xmlNamespace,
            Set<String> maps) {}

    /** Puts the operations on the wire. */
    public ServiceEndpoint(Names names, ServiceOperations operations) {
        this((name, input) -> CompletableFuture.completedFuture(operations.answer(name, input)), names);
    }

    /** Puts operations on the wire that may answer later, such as a long poll; they refuse at once. */
    public static ServiceEndpoint deferred(
            Names names, BiFunction<String, ObjectNode, CompletionStage<ObjectNode>> operations) {
        return new ServiceEndpoint(operations, names);
    }

    private ServiceEndpoint(BiFunction<String, ObjectNode, CompletionStage<ObjectNode>> operations, Names names) {
        this.names = names;
        this.operations = operations;
        this.json = new AwsJson(names.jsonVersion());
        this.query = new AwsQuery(names.xmlNamespace(), names.maps());
    }

    /** Whether the request is for this service. */
    public boolean accepts(ApiRequest request) {
        String target = request.header("X-Amz-Target", "");
        if (!target.isEmpty()) {
            return target.startsWith(names.shape() + ".");
        }
        if (request.path().startsWith("/service/")) {
            return request.path().startsWith("/service/" + names.shape() + "/operation/");
        }
        if (!request.path().equals("/") || !QueryForm.isForm(request)) {
            return false;
        }
        return request.header("Authorization", "").contains("/" + names.signingName() + "/aws4_request")
                || QueryForm.parameter(request, "Version").equals(names.queryVersion());
    }

    @Override
    public CompletionStage<ApiReply> handle(ApiRequest request) {
        String requestId = UUID.randomUUID().toString();
        WireProtocol protocol = protocol(request);
        CompletionStage<ApiReply> reply;
        try {
            String operation = protocol.operation(request);
            reply = operations
                    .apply(operation, protocol.input(request))
                    .thenApply(output -> protocol.reply(operation, output, requestId));
        } catch (ServiceError e) {
            reply = CompletableFuture.completedFuture(protocol.refusal(e, requestId));
        }
        return reply.thenApply(answer -> answer.with("x-amzn-RequestId", requestId));
    }

    private WireProtocol protocol(ApiRequest request) {
        if (!request.header("X-Amz-Target", "").isEmpty()) {
            return json;
        }
        return request.path().startsWith("/service/") ? cbor : query;
    }
}
