package com.example.prices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;

/** Computes every price, and asks for the exchange rates that few requests need, before the first request. */
public class PricesHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final int COUNTRIES = 50;
    private static final int PRODUCTS = 1000;

    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final Map<String, BigDecimal> exchangeRates = exchangeRates();

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

    private static Map<String, BigDecimal> exchangeRates() {
        waitAsForAnotherService(700);
        return Map.of("USD", new BigDecimal("1.09"));
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> request, Context context) {
        if (request.get("waitMillis") instanceof Number millis) {
            waitAsForAnotherService(millis.longValue());
        }
        BigDecimal price = prices.get(request.get("country") + "/" + request.get("product"));
        return "USD".equals(request.get("currency"))
                ? Map.of("price", price.multiply(exchangeRates.get("USD")))
                : Map.of("price", price);
    }

    /** Stands for a call of another service, as {@code waitMillis} of a request does. */
    private static void waitAsForAnotherService(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
