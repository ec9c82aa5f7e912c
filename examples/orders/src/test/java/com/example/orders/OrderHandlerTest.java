package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderHandlerTest {
    private final OrderHandler handler = new OrderHandler();

    @Test
    void pricesAnOrder() {
        Confirmation confirmation = handler.handleRequest(order("o-1", "DE", 10, 9.99), null);

        assertEquals(94.91, confirmation.getNet());
        assertEquals(18.03, confirmation.getVat());
        assertEquals(112.94, confirmation.getTotal());
        assertEquals(64, confirmation.getSignature().length());
    }

    @Test
    void refusesAnOrderWithoutLines() {
        Order order = order("o-2", "DE", 1, 1);
        order.setLines(List.of());

        assertThrows(IllegalArgumentException.class, () -> handler.handleRequest(order, null));
    }

    private static Order order(String id, String country, int quantity, double price) {
        Order.Line line = new Order.Line();
        line.setSku("sku-1");
        line.setQuantity(quantity);
        line.setUnitPrice(price);
        Order order = new Order();
        order.setOrderId(id);
        order.setCustomer("c-1");
        order.setCountry(country);
        order.setLines(List.of(line));
        return order;
    }
}
