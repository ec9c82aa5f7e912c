package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** The Lambda function: validates an order, prices it and signs the confirmation. */
public class OrderHandler implements RequestHandler<Order, Confirmation> {
    private final Pricing pricing = new Pricing();
    private final Signer signer = new Signer("not-a-secret");

    @Override
    public Confirmation handleRequest(Order order, Context context) {
        validate(order);
        double net = pricing.net(order);
        double vat = pricing.vat(net, order.getCountry());
        double total = Pricing.cents(net + vat);
        return new Confirmation(order.getOrderId(), net, vat, total, signer.sign(order.getOrderId() + "|" + total));
    }

    private static void validate(Order order) {
        if (order.getOrderId() == null || order.getOrderId().isBlank()) {
            throw new IllegalArgumentException("the order has no orderId");
        }
        if (order.getLines() == null || order.getLines().isEmpty()) {
            throw new IllegalArgumentException("the order " + order.getOrderId() + " has no lines");
        }
        for (Order.Line line : order.getLines()) {
            if (line.getQuantity() <= 0) {
                throw new IllegalArgumentException(
                        "the order " + order.getOrderId() + " has a line with the quantity " + line.getQuantity());
            }
        }
    }
}
