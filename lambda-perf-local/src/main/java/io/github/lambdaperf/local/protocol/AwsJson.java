package io.github.lambdaperf.local.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The protocols awsJson1_0 and awsJson1_1: the operation in {@code X-Amz-Target}, JSON in and out. */
final class AwsJson implements WireProtocol {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String contentType;

    /** The protocol's version, 1.0 or 1.1. */
    AwsJson(String version) {
        contentType = "application/x-amz-json-" + version;
    }

    @Override
    public String operation(ApiRequest request) {
        String target = request.header("X-Amz-Target", "");
        return target.substring(target.indexOf('.') + 1);
    }

    @Override
    public ObjectNode input(ApiRequest request) {
        if (request.body().length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
            throw new ServiceError(400, "SerializationException", "the body is no JSON object");
        } catch (IOException e) {
            throw new ServiceError(400, "SerializationException", "the body is no JSON: " + e.getMessage());
        }
    }

    @Override
    public ApiReply reply(String operation, ObjectNode output, String requestId) {
        return ApiReply.of(200, contentType, bytes(output == null ? JSON.createObjectNode() : output));
    }

    @Override
    public ApiReply refusal(ServiceError error, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("__type", error.code()).put("message", error.getMessage());
        return ApiReply.of(error.status(), contentType, bytes(body))
                .with("x-amzn-ErrorType", error.code())
                .with("x-amzn-query-error", error.queryCode() + ";" + error.fault());
    }

    private static byte[] bytes(ObjectNode tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            TreeWriter.write(tree, json, (moment, generator) -> generator.writeNumber(TreeWriter.seconds(moment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
