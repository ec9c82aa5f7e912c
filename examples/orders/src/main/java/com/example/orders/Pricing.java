package com.example.orders;

import java.util.Map;

/** Prices of orders: volume discounts by line, value-added tax by country. */
class Pricing {
    private static final Map<String, Double> VAT =
            Map.of("AT", 0.20, "DE", 0.19, "ES", 0.21, "FR", 0.20, "IT", 0.22, "PL", 0.23);

    double net(Order order) {
        double net = 0;
        for (Order.Line line : order.getLines()) {
            net += line.getQuantity() * line.getUnitPrice() * (1 - discount(line.getQuantity()));
        }
        return cents(net);
    }

    double vat(double net, String country) {
        Double rate = VAT.get(country);
        if (rate == null) {
            throw new IllegalArgumentException("no value-added tax is known for the country '" + country + "'");
        }
        return cents(net * rate);
    }

    private static double discount(int quantity) {
        return quantity >= 100 ? 0.10 : quantity >= 10 ? 0.05 : 0;
    }

    static double cents(double amount) {
        return Math.round(amount * 100) / 100.0;
    }
}
