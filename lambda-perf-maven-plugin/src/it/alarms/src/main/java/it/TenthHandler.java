package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

public class TenthHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (calls.incrementAndGet() % 10 == 0) {
            throw new IllegalStateException("out of stock");
        }
        return Map.of("ok", true);
    }
}
