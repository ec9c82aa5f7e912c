package io.github.lambdaperf.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The local target's own account: {@code GET /_aws/handled?from=N}. */
final class LocalHandled implements HandledSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String stream;
    private long from;

    LocalHandled(URI endpoint, String stream) {
        this.endpoint = endpoint;
        this.stream = stream;
    }

    @Override
    public List<Handled> next() {
        List<Handled> all = new ArrayList<>();
        JsonNode page;
        do {
            page = page();
            from = page.path("next").asLong(from);
            for (JsonNode entry : page.path("handled")) {
                for (Mark mark : Mark.in(entry.path("mark").asText(""))) {
                    if (mark.stream().equals(stream)) {
                        all.add(new Handled(
                                mark.number(),
                                entry.path("success").asBoolean(),
                                entry.path("givenUp").asBoolean(),
                                entry.path("attempts").asInt(),
                                entry.path("invocations").asInt(),
                                entry.path("atMicros").asLong()));
                    }
                }
            }
        } while (!page.path("handled").isEmpty());
        return all;
    }

    private JsonNode page() {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/_aws/handled?from=" + from))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw PerfException.world("the local target does not say what was handled: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }

    @Override
    public String name() {
        return "local target";
    }
}
