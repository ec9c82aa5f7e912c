package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;

/** What became of messages, in one line. */
final class DeliveryText {
    private DeliveryText() {}

    /** Such as {@code 1,000 messages sent (100/s): 991 delivered, 9 in flight, 0 dead letters, 0 lost; 4 retries}. */
    static String counts(ScenarioRecord scenario) {
        DeliveryRecord delivery = scenario.delivery();
        StringBuilder text =
                new StringBuilder().append(Figures.count(delivery.sent())).append(" messages sent");
        Double rate = Figures.of(scenario, Metric.MESSAGES_SENT.label(), "rate");
        if (rate != null) {
            text.append(" (").append(Figures.number(rate)).append("/s)");
        }
        text.append(": ")
                .append(Figures.count(delivery.delivered()))
                .append(" delivered, ")
                .append(Figures.count(delivery.inFlight()))
                .append(" in flight, ")
                .append(Figures.count(delivery.deadLettered()))
                .append(" dead letters, ")
                .append(Figures.count(delivery.lost()))
                .append(" lost; ")
                .append(Figures.count(delivery.retries()))
                .append(" retries, ")
                .append(Figures.count(delivery.duplicates()))
                .append(" duplicates");
        long dropped = Figures.counted(scenario, Metric.DROPPED_ITERATIONS.label());
        if (dropped > 0) {
            text.append(", ").append(Figures.count(dropped)).append(" dropped");
        }
        return text.toString();
    }
}
