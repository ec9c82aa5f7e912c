package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.PerfException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Waits until the reports of a scenario have arrived in the log group, by counting them. */
final class LogIngestion {
    /** Time that one query is given. */
    static final Duration QUERY_TIME = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final InsightsConversation conversation;
    private final WaitClock clock;
    private final Consumer<String> progress;

    LogIngestion(InsightsConversation conversation, WaitClock clock, Consumer<String> progress) {
        this.conversation = conversation;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What has arrived.
     *
     * @param reports found
     * @param billedReports of them with a billed duration
     * @param billedMs their sum
     * @param bytesScanned by the counting
     * @param problem why there may be no count, or null
     */
    record Arrived(long reports, long billedReports, BigDecimal billedMs, double bytesScanned, String problem) {}

    /**
     * Returns when the expected reports are there, or at the deadline with what is there.
     *
     * @param totals the query of {@link LogQueries#totals}
     * @throws PerfException where CloudWatch Logs cannot be asked at all
     */
    Arrived await(String scenario, InsightsQuery totals, long expected, Instant deadline) throws InterruptedException {
        Instant begin = clock.now();
        Duration pause = FIRST_PAUSE;
        double bytes = 0;
        while (true) {
            QueryOutcome outcome = conversation.run(totals, clock.now().plus(QUERY_TIME));
            bytes += outcome.bytesScanned();
            Arrived arrived = read(outcome, bytes);
            if (arrived.problem() == null && arrived.reports() >= expected) {
                return arrived;
            }
            if (!clock.now().plus(pause).isBefore(deadline)) {
                return arrived;
            }
            progress.accept("waiting for the logs of " + scenario + ": " + arrived.reports() + " of " + expected
                    + " reports after "
                    + Duration.between(begin, clock.now()).toSeconds() + " s");
            clock.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static Arrived read(QueryOutcome outcome, double bytes) {
        if (outcome instanceof QueryOutcome.Failure failure) {
            return switch (failure.cause()) {
                case NO_LOG_GROUP, ENDED, DEADLINE -> new Arrived(0, 0, BigDecimal.ZERO, bytes, failure.message());
                case MALFORMED, DENIED, UNREACHABLE -> throw PerfException.world(failure.message(), null);
            };
        }
        QueryOutcome.Rows rows = (QueryOutcome.Rows) outcome;
        // without a matching line there is no row
        Map<String, String> row = rows.rows().isEmpty() ? Map.of() : rows.rows().get(0);
        return new Arrived(
                number(row, "reports").longValue(),
                number(row, "billedReports").longValue(),
                number(row, "billedMs"),
                bytes,
                null);
    }

    private static BigDecimal number(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw PerfException.world(
                    "Logs Insights answered '" + value + "' where a number belongs (" + column
                            + "): look for a proxy that changes answers, or run perf:analyze again",
                    e);
        }
    }
}
