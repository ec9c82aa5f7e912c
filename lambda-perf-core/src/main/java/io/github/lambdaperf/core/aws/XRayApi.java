package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * X-Ray's {@code BatchGetTraces}.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_BatchGetTraces.html">the operation</a>
 */
public final class XRayApi {
    /** Most ids of a call. */
    public static final int MOST_IDS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedHttp http;

    XRayApi(SignedHttp http) {
        this.http = http;
    }

    /**
     * A trace.
     *
     * @param documents of its segments, as JSON; none where they are still on their way
     */
    public record Trace(String id, List<String> documents) {
        public Trace {
            documents = List.copyOf(documents);
        }
    }

    /** X-Ray has refused the call. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * The traces of these ids that there are.
     *
     * @param ids at most {@value #MOST_IDS}
     * @throws Refusal where X-Ray does not answer with traces
     * @throws UncheckedIOException where it cannot be reached
     */
    public List<Trace> batchGetTraces(List<String> ids) {
        List<Trace> traces = new ArrayList<>();
        String token = null;
        do {
            JsonNode page = page(ids, token);
            for (JsonNode trace : page.path("Traces")) {
                List<String> documents = new ArrayList<>();
                trace.path("Segments")
                        .forEach(segment ->
                                documents.add(segment.path("Document").asText()));
                traces.add(new Trace(trace.path("Id").asText(), documents));
            }
            token = page.path("NextToken").asText(null);
        } while (token != null);
        return traces;
    }

    private JsonNode page(List<String> ids, String token) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("TraceIds");
        ids.forEach(list::add);
        if (token != null) {
            body.put("NextToken", token);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        SignedHttp.Answer answer = http.post("/Traces", "application/json", bytes);
        try {
            String text = answer.text();
            JsonNode tree = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
            if (answer.status() >= 400) {
                String message =
                        tree.path("Message").asText(tree.path("message").asText(text));
                throw new Refusal(answer.status(), message);
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
