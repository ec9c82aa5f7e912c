package io.github.lambdaperf.core.invoke;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The head of an answer as the SDK gives it. */
record SdkHead(SdkHttpResponse response) implements AnswerHead {
    @Override
    public int status() {
        return response.statusCode();
    }

    @Override
    public String header(String name) {
        return response.firstMatchingHeader(name).orElse(null);
    }

    @Override
    public byte[] base64(String name) {
        String value = header(name);
        return value == null ? null : Base64.getDecoder().decode(value);
    }

    @Override
    public Map<String, String> headers() {
        return new AnswerHeaders(() -> response.headers().entrySet().stream()
                .flatMap(header -> header.getValue().stream()
                        .map(value -> (Map.Entry<String, String>) new SimpleImmutableEntry<>(header.getKey(), value)))
                .iterator());
    }
}
