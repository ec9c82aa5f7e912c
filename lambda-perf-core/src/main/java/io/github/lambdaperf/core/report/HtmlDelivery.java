package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.report.Html.Cell;
import java.util.ArrayList;
import java.util.List;

/** What became of messages in {@code report.html}: the reconciliation, and the queue over time. */
final class HtmlDelivery {
    private static final int MOST_ROWS = 120;

    private final Html html;
    private final ScenarioRecord scenario;
    private final DeliveryRecord delivery;

    HtmlDelivery(Html html, ScenarioRecord scenario) {
        this.html = html;
        this.scenario = scenario;
        this.delivery = scenario.delivery();
    }

    void write() {
        html.element("h3", "Messages");
        html.element(
                "p",
                "sent = delivered + in flight + dead letters + lost; " + delivery.service() + " "
                        + delivery.destination()
                        + (delivery.drained() ? ", all accounted for " : ", waited for ")
                        + Figures.duration(delivery.drainMs()) + " after the last send.");
        List<List<Cell>> rows = new ArrayList<>();
        add(rows, "Sent", delivery.sent(), "sent");
        add(rows, "Delivered", delivery.delivered(), "delivered");
        add(rows, "In flight", delivery.inFlight(), "inFlight");
        add(rows, "Dead letters", delivery.deadLettered(), "deadLettered");
        add(rows, "Lost", delivery.lost(), "lost");
        add(rows, "Retries", delivery.retries(), "retries");
        add(rows, "Duplicates", delivery.duplicates(), "delivered");
        if (delivery.onSuccess() > 0) {
            add(rows, "On-success records", delivery.onSuccess(), "deadLettered");
        }
        html.table(
                "What became of the messages of " + scenario.name(),
                List.of(Cell.of("Messages"), Cell.figure("Count"), Cell.of("How it was had")),
                rows);
        delivery.notes().forEach(note -> html.element("p", note));
        depth();
    }

    private void add(List<List<Cell>> rows, String title, long count, String source) {
        rows.add(List.of(
                Cell.of(title),
                Cell.figure(Figures.count(count)),
                Cell.of(delivery.sources().getOrDefault(source, ""))));
    }

    private void depth() {
        if (delivery.depth().isEmpty()) {
            return;
        }
        int step = (delivery.depth().size() + MOST_ROWS - 1) / MOST_ROWS;
        html.open("details").element("summary", "Depth of the queue, and age of the oldest message, over time");
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < delivery.depth().size(); i += step) {
            DeliveryRecord.Depth depth = delivery.depth().get(i);
            rows.add(List.of(
                    Cell.of(Integer.toString(depth.second())),
                    Cell.figure(Figures.count(depth.waiting())),
                    Cell.figure(Figures.count(depth.received())),
                    Cell.figure(Figures.number(depth.oldestMs()))));
        }
        html.table(
                "Queue of " + scenario.name(),
                List.of(Cell.of("Second"), Cell.figure("Waiting"), Cell.figure("Received"), Cell.figure("Oldest, ms")),
                rows);
        html.close();
    }
}
