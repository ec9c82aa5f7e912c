package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.cost.PriceTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How to analyse.
 *
 * @param deadline how long to wait, over all scenarios, for the reports to arrive; the queries have their own time
 * @param userQueries directory with the user's queries; null or missing: none
 * @param prices for cost and scans
 * @param progress takes a line for the reader now and then
 * @param texts by the name of the scenario, what may be told of its function's log
 */
public record AnalysisSettings(
        Duration deadline,
        Path userQueries,
        PriceTable prices,
        Consumer<String> progress,
        Function<String, LoggedTexts> texts) {
    /** How long AWS's log ingestion is given. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    /** Of functions that get nothing secret. */
    public AnalysisSettings(Duration deadline, Path userQueries, PriceTable prices, Consumer<String> progress) {
        this(deadline, userQueries, prices, progress, scenario -> LoggedTexts.OPEN);
    }

    /** Default deadline and the bundled prices. */
    public static AnalysisSettings of(Path userQueries, Consumer<String> progress) {
        return new AnalysisSettings(DEFAULT_DEADLINE, userQueries, PriceTable.bundled(), progress);
    }
}
