package com.example.prices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes a price when it is asked for, and opens the client for the first request that needs it. */
public class PricesHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();

    /** Made when it is first used. */
    private static final class ExchangeRates {
        private static final HttpClient CLIENT = HttpClient.newHttpClient();
    }

    private static BigDecimal price(int country, int product) {
        BigDecimal net = BigDecimal.valueOf(product + 100, 2);
        BigDecimal tax = BigDecimal.valueOf(country % 27, 2);
        return net.multiply(BigDecimal.ONE.add(tax), MathContext.DECIMAL64);
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> request, Context context) {
        if (request.get("waitMillis") instanceof Number millis) {
            waitAsForAnotherService(millis.longValue());
        }
        if (Boolean.TRUE.equals(request.get("live"))) {
            return Map.of("client", ExchangeRates.CLIENT.version().toString());
        }
        int country = ((Number) request.get("country")).intValue();
        int product = ((Number) request.get("product")).intValue();
        return Map.of("price", prices.computeIfAbsent(country + "/" + product, key -> price(country, product)));
    }

    private static void waitAsForAnotherService(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
