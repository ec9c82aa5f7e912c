package io.github.lambdaperf.core.invoke;

import io.netty.handler.codec.http.HttpResponse;
import java.util.Base64;
import java.util.Map;

/** The head of an answer as Netty's decoder gives it. */
record DecodedHead(HttpResponse response) implements AnswerHead {
    @Override
    public int status() {
        return response.status().code();
    }

    @Override
    public String header(String name) {
        return response.headers().get(name);
    }

    @Override
    public byte[] base64(String name) {
        String value = header(name);
        return value == null ? null : Base64.getDecoder().decode(value);
    }

    @Override
    public Map<String, String> headers() {
        return new AnswerHeaders(response.headers());
    }
}
