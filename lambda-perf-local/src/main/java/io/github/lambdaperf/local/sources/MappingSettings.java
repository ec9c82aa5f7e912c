package io.github.lambdaperf.local.sources;

import java.time.Duration;
import java.util.List;

/**
 * How messages of a queue reach a function.
 *
 * @param batchSize the most messages of one event, 1 to 10000, above 10 only with a window
 * @param window how long messages are gathered, 0 to 300 s
 * @param reportsItems whether the function's answer names the messages that failed ({@code ReportBatchItemFailures})
 * @param maximumConcurrency the most concurrent invocations, 2 to 1000; 0 for the account's concurrency
 * @param enabled whether the queue is polled
 * @param filters event patterns as JSON; a message must match one, those that match none are deleted; empty for all
 */
public record MappingSettings(
        int batchSize,
        Duration window,
        boolean reportsItems,
        int maximumConcurrency,
        boolean enabled,
        List<String> filters) {

    /**
     * Checks the ranges given above.
     *
     * @throws IllegalArgumentException naming the member of Lambda's API
     */
    public MappingSettings {
        filters = List.copyOf(filters);
        check(batchSize >= 1 && batchSize <= 10_000, "BatchSize must be from 1 to 10000");
        check(
                !window.isNegative() && window.toSeconds() <= 300,
                "MaximumBatchingWindowInSeconds must be from 0 to 300");
        check(
                batchSize <= 10 || window.toSeconds() >= 1,
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
        check(
                maximumConcurrency == 0 || maximumConcurrency >= 2 && maximumConcurrency <= 1000,
                "MaximumConcurrency must be from 2 to 1000");
        check(filters.size() <= 10, "FilterCriteria has " + filters.size() + " filters but may have 10 at most");
        filters.forEach(EventPattern::parse);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Lambda's defaults: up to 10 messages, no window, whole batches, enabled. */
    public static MappingSettings defaults() {
        return new MappingSettings(10, Duration.ZERO, false, 0, true, List.of());
    }

    /** These settings with another batch size. */
    public MappingSettings withBatchSize(int value) {
        return new MappingSettings(value, window, reportsItems, maximumConcurrency, enabled, filters);
    }

    /** These settings with another batching window. */
    public MappingSettings withWindow(Duration value) {
        return new MappingSettings(batchSize, value, reportsItems, maximumConcurrency, enabled, filters);
    }

    /** These settings with or without {@code ReportBatchItemFailures}. */
    public MappingSettings withReportsItems(boolean value) {
        return new MappingSettings(batchSize, window, value, maximumConcurrency, enabled, filters);
    }

    /** These settings with another limit of concurrent invocations, 0 for none of its own. */
    public MappingSettings withMaximumConcurrency(int value) {
        return new MappingSettings(batchSize, window, reportsItems, value, enabled, filters);
    }

    /** These settings, enabled or not. */
    public MappingSettings withEnabled(boolean value) {
        return new MappingSettings(batchSize, window, reportsItems, maximumConcurrency, value, filters);
    }

    /** These settings with other filters. */
    public MappingSettings withFilters(List<String> value) {
        return new MappingSettings(batchSize, window, reportsItems, maximumConcurrency, enabled, value);
    }
}
