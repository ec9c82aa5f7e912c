package com.example.prices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes a price when it is asked for, and asks for the exchange rates when the first request needs them. */
public class PricesHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();

    /** Its class is initialised when it is first used. */
    private static final class ExchangeRates {
        private static final Map<String, BigDecimal> RATES = exchangeRates();
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
        int country = ((Number) request.get("country")).intValue();
        int product = ((Number) request.get("product")).intValue();
        BigDecimal price = prices.computeIfAbsent(country + "/" + product, key -> price(country, product));
        return "USD".equals(request.get("currency"))
                ? Map.of("price", price.multiply(ExchangeRates.RATES.get("USD")))
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
