package io.github.lambdaperf.local.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.http.ApiReply;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the HTTP answer out of what a function returned. */
final class ProxyAnswers {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What follows from the answer itself. */
    private static final Set<String> OWN = Set.of("content-length", "transfer-encoding", "connection");

    private ProxyAnswers() {}

    static ApiReply reply(ApiKind kind, InvocationResult result) {
        if (result.functionError() != null) {
            return kind.failed();
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(result.payload());
        } catch (IOException e) {
            return kind == ApiKind.REST
                    ? kind.failed()
                    : inferred(new String(result.payload(), StandardCharsets.UTF_8));
        }
        boolean formatted = answer != null && answer.isObject() && answer.has("statusCode");
        if (!formatted) {
            return kind == ApiKind.REST ? kind.failed() : inferred(text(answer));
        }
        try {
            return formatted(kind, answer);
        } catch (IllegalArgumentException e) {
            return kind.failed();
        }
    }

    /** Payload format 2.0: what has no statusCode is the body. */
    private static ApiReply inferred(String body) {
        return ApiReply.of(200, "application/json", body);
    }

    private static String text(JsonNode answer) {
        if (answer == null || answer.isMissingNode()) {
            return "";
        }
        return answer.isTextual() ? answer.textValue() : answer.toString();
    }

    private static ApiReply formatted(ApiKind kind, JsonNode answer) {
        int status = status(answer.get("statusCode"));
        Map<String, String> headers = new LinkedHashMap<>();
        List<Map.Entry<String, String>> more = new ArrayList<>();
        for (Map.Entry<String, JsonNode> header : object(answer.path("headers")).properties()) {
            put(headers, header.getKey(), scalar(header.getValue()));
        }
        if (kind == ApiKind.REST) {
            for (Map.Entry<String, JsonNode> header :
                    object(answer.path("multiValueHeaders")).properties()) {
                if (!header.getValue().isArray()) {
                    throw new IllegalArgumentException("multiValueHeaders hold lists");
                }
                headers.keySet().removeIf(name -> name.equalsIgnoreCase(header.getKey()));
                header.getValue().forEach(value -> add(more, header.getKey(), scalar(value)));
            }
        } else {
            answer.path("cookies").forEach(cookie -> add(more, "Set-Cookie", scalar(cookie)));
        }
        boolean typed = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase)
                || more.stream().anyMatch(header -> header.getKey().equalsIgnoreCase("content-type"));
        if (!typed) {
            headers.put("Content-Type", kind == ApiKind.HTTP ? "text/plain; charset=utf-8" : "application/json");
        }
        return new ApiReply(status, headers, body(kind, answer), more);
    }

    private static int status(JsonNode node) {
        int status = node.isIntegralNumber() && node.canConvertToInt()
                ? node.intValue()
                : node.isTextual() ? digits(node.textValue()) : 0;
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("no status: " + node);
        }
        return status;
    }

    private static int digits(String text) {
        return text.matches("\\d{3}") ? Integer.parseInt(text) : 0;
    }

    private static JsonNode object(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return JSON.createObjectNode();
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("headers are a map");
        }
        return node;
    }

    private static String scalar(JsonNode node) {
        if (node.isContainerNode()) {
            throw new IllegalArgumentException("a header is a text");
        }
        return node.asText();
    }

    private static void put(Map<String, String> headers, String name, String value) {
        refuseUnsendable(name, value);
        if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            headers.put(name, value);
        }
    }

    private static void add(List<Map.Entry<String, String>> headers, String name, String value) {
        refuseUnsendable(name, value);
        if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            headers.add(Map.entry(name, value));
        }
    }

    private static void refuseUnsendable(String name, String value) {
        if (name.isEmpty()
                || HttpHeaderValidationUtil.validateToken(name) >= 0
                || HttpHeaderValidationUtil.validateValidHeaderValue(value) >= 0) {
            throw new IllegalArgumentException("no header: " + name);
        }
    }

    private static byte[] body(ApiKind kind, JsonNode answer) {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return new byte[0];
        }
        if (body.isContainerNode() && kind == ApiKind.REST) {
            throw new IllegalArgumentException("the body is a text");
        }
        String text = text(body);
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }
}
