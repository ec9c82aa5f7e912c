package com.example.orders;

/** What the customer gets back; Lambda's runtime writes it as JSON through its getters. */
public class Confirmation {
    private final String orderId;
    private final double net;
    private final double vat;
    private final double total;
    private final String signature;

    Confirmation(String orderId, double net, double vat, double total, String signature) {
        this.orderId = orderId;
        this.net = net;
        this.vat = vat;
        this.total = total;
        this.signature = signature;
    }

    public String getOrderId() {
        return orderId;
    }

    public double getNet() {
        return net;
    }

    public double getVat() {
        return vat;
    }

    public double getTotal() {
        return total;
    }

    /** Proof that this service confirmed this order. */
    public String getSignature() {
        return signature;
    }
}
