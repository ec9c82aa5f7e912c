package io.github.lambdaperf.core.check;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.commons.jexl3.JexlContext;

/** A response as checks see it; its body is parsed at most once, when the first check asks. For use by one thread. */
public final class CheckedResponse {
    static final Set<String> VARIABLES =
            Set.of("status", "payload", "body", "functionError", "duration", "requestId", "executedVersion", "headers");
    private static final ObjectReader JSON =
            new ObjectMapper().readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InvokeResponse response;
    private final double durationMs;
    private final JexlContext variables = new Variables();
    private boolean parsed;
    private Object payload;

    /**
     * The response.
     *
     * @param durationMs of the invocation, milliseconds
     */
    public CheckedResponse(InvokeResponse response, double durationMs) {
        this.response = response;
        this.durationMs = durationMs;
    }

    JexlContext variables() {
        return variables;
    }

    private Object payload() {
        if (!parsed) {
            parsed = true;
            try {
                payload = response.payload().length == 0 ? null : JSON.readValue(response.payload());
            } catch (IOException e) {
                // No JSON: the documented null.
                payload = null;
            }
        }
        return payload;
    }

    private final class Variables implements JexlContext {
        @Override
        public Object get(String name) {
            return switch (name) {
                case "status" -> response.status();
                case "payload" -> payload();
                case "body" -> new String(response.payload(), StandardCharsets.UTF_8);
                case "functionError" -> response.functionError();
                case "duration" -> durationMs;
                case "requestId" -> response.requestId();
                case "executedVersion" -> response.executedVersion();
                case "headers" -> response.headers();
                default -> null;
            };
        }

        @Override
        public boolean has(String name) {
            return VARIABLES.contains(name);
        }

        @Override
        public void set(String name, Object value) {
            throw new UnsupportedOperationException("checks cannot assign '" + name + "'");
        }
    }
}
