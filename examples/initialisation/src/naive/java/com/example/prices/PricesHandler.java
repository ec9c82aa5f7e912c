package com.example.prices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

/** Computes the price of every product in every country before the first request, and opens a client that few need. */
public class PricesHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final int COUNTRIES = 200;
    private static final int PRODUCTS = 1000;

    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final HttpClient exchangeRates = HttpClient.newHttpClient();

    public PricesHandler() {
        for (int country = 0; country < COUNTRIES; country++) {
            for (int product = 0; product < PRODUCTS; product++) {
                prices.put(country + "/" + product, price(country, product));
            }
        }
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
            return Map.of("client", exchangeRates.version().toString());
        }
        return Map.of("price", prices.get(request.get("country") + "/" + request.get("product")));
    }

    private static void waitAsForAnotherService(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
