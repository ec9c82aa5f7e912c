package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.TimelinePoint;
import java.util.List;
import java.util.Map;

/**
 * Everything that a report shows.
 *
 * @param run the record
 * @param judgement how it was judged
 * @param timelines by scenario
 * @param percentiles by {@code scenario/population}, population {@code all}, {@code warm}, {@code cold}, {@code server}
 * @param advice in order
 * @param costLines scenario to sentences about its bill and a month of the same
 * @param productVersion of this product
 */
public record ReportInput(
        RunRecord run,
        Judgement judgement,
        Map<String, List<TimelinePoint>> timelines,
        Map<String, List<PercentilePoint>> percentiles,
        List<AdviceRow> advice,
        Map<String, List<String>> costLines,
        String productVersion) {}
