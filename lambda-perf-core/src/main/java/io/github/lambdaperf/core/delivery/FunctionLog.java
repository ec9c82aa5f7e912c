package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.analyze.InsightsConversation;
import io.github.lambdaperf.core.analyze.InsightsQuery;
import io.github.lambdaperf.core.analyze.QueryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The marks of messages in the function's own log. A function that logs its event, or the attribute of a message, thereby
 * tells when it took each of them, and how often; one that logs neither tells nothing.
 */
final class FunctionLog {
    /** Rows that a query gives at once. */
    private static final int ROWS = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final InsightsConversation conversation;
    private final String logGroup;
    private final String stream;

    /** @param stream of the marks */
    FunctionLog(InsightsConversation conversation, String logGroup, String stream) {
        this.conversation = conversation;
        this.logGroup = logGroup;
        this.stream = stream;
    }

    /**
     * A message in the log.
     *
     * @param number of the message
     * @param times log lines with its mark
     * @param firstMs the first of them, epoch milliseconds
     */
    record Seen(long number, int times, long firstMs) {}

    /**
     * What is in the log, as far as it can be read.
     *
     * @param made messages that there are
     * @param notes takes why it cannot
     */
    List<Seen> read(Instant from, Instant to, long made, Consumer<String> notes) throws InterruptedException {
        List<Seen> all = new ArrayList<>();
        for (long first = 0; first < made; first += ROWS) {
            InsightsQuery query = new InsightsQuery(logGroup, query(first), from, to);
            QueryOutcome outcome = conversation.run(query, Instant.now().plus(PATIENCE));
            if (outcome instanceof QueryOutcome.Failure failure) {
                notes.accept("the function's log could not be read: " + failure.message());
                return all;
            }
            QueryOutcome.Rows rows = (QueryOutcome.Rows) outcome;
            for (Map<String, String> row : rows.rows()) {
                all.add(new Seen(Long.parseLong(row.get("number")), (int) Double.parseDouble(row.get("times")), (long)
                        Double.parseDouble(row.get("firstMs"))));
            }
        }
        return all;
    }

    /** The text of the mark first, so that the pattern looks at few lines. */
    private String query(long first) {
        return "filter strcontains(@message, \"lambda-perf/" + stream + "/\")\n"
                + "| parse @message /lambda-perf\\/" + stream.replace(".", "\\.") + "\\/(?<number>\\d+)/\n"
                + "| filter number >= " + first + " and number < " + (first + ROWS) + "\n"
                + "| stats count(*) as times, min(toMillis(@timestamp)) as firstMs by number\n"
                + "| limit " + ROWS;
    }
}
