package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Smithy's RPC v2 CBOR: {@code POST /service/S/operation/O}, CBOR in and out, moments as tag 1. */
final class RpcV2Cbor implements WireProtocol {

    private static final CBORMapper CBOR = new CBORMapper();
    private static final String CONTENT_TYPE = "application/cbor";
    private static final int EPOCH_SECONDS = 1;

    @Override
    public String operation(ApiRequest request) {
        return request.path().substring(request.path().lastIndexOf('/') + 1);
    }

    @Override
    public ObjectNode input(ApiRequest request) {
        if (request.body().length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode body = CBOR.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
            throw new ServiceError(400, "SerializationException", "the body is no CBOR map");
        } catch (IOException e) {
            throw new ServiceError(400, "SerializationException", "the body is no CBOR: " + e.getMessage());
        }
    }

    @Override
    public ApiReply reply(String operation, ObjectNode output, String requestId) {
        ApiReply reply = output == null ? ApiReply.empty(200) : ApiReply.of(200, CONTENT_TYPE, bytes(output));
        return reply.with("smithy-protocol", "rpc-v2-cbor");
    }

    @Override
    public ApiReply refusal(ServiceError error, String requestId) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", error.code())
                .put("message", error.getMessage());
        return ApiReply.of(error.status(), CONTENT_TYPE, bytes(body))
                .with("smithy-protocol", "rpc-v2-cbor")
                .with("x-amzn-query-error", error.queryCode() + ";" + error.fault());
    }

    private static byte[] bytes(ObjectNode tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CBORGenerator cbor = CBOR.getFactory().createGenerator(out)) {
            TreeWriter.write(tree, cbor, (moment, generator) -> {
                generator.writeTag(EPOCH_SECONDS);
                generator.writeNumber(TreeWriter.seconds(moment).doubleValue());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
