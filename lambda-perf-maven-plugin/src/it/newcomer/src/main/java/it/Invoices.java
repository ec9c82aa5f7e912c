package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/** A handler whose input type has everything that an event may have. */
public class Invoices implements RequestHandler<Invoices.Invoice, Map<String, Object>> {
    /** What it takes. */
    public static class Invoice {
        private String invoiceId;
        private int copies;
        private double discount;
        private boolean paid;
        private Customer customer;
        private List<Position> positions;

        public void setInvoiceId(String value) {
            invoiceId = value;
        }

        public void setCopies(int value) {
            copies = value;
        }

        public void setDiscount(double value) {
            discount = value;
        }

        public void setPaid(boolean value) {
            paid = value;
        }

        public void setCustomer(Customer value) {
            customer = value;
        }

        public void setPositions(List<Position> value) {
            positions = value;
        }
    }

    /** Who pays. */
    public static class Customer {
        public String name;
    }

    /** What for. */
    public static class Position {
        public String article;
        public long cents;
    }

    @Override
    public Map<String, Object> handleRequest(Invoice invoice, Context context) {
        long sum = invoice.positions.stream().mapToLong(position -> position.cents).sum() * invoice.copies;
        return Map.of("for", invoice.customer.name, "cents", sum, "id", invoice.invoiceId);
    }
}
