package io.github.lambdaperf.core.tune;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.lambdaperf.core.record.ErrorRecord;
import java.util.List;

/**
 * What was measured of a size.
 *
 * @param memoryMb of the function
 * @param version that was measured
 * @param run id of the run; its record lies in a directory of that name
 * @param invocations that were sent
 * @param coldStarts among them
 * @param errors failed invocations, throttles left out
 * @param throttles refused invocations
 * @param errorKinds errors and throttles by kind
 * @param billedMs mean billed duration of warm invocations
 * @param billedMedianMs median billed duration of warm invocations
 * @param billedColdMs mean billed duration of cold ones, init included; null: there was none
 * @param medianMs duration of warm invocations, median; null: none succeeded
 * @param p95Ms duration of warm invocations; null: none succeeded
 * @param initMs Init Duration, median; null: there was none
 * @param meanMs mean billed duration at the stated share of cold starts: what the strategies call duration
 * @param costPerMillion USD of a million invocations of that mean, requests included
 * @param constraintValue of the constraint's aggregation; null: no constraint, or no data
 * @param unfit why it must not be chosen; null: it may be
 */
public record SizeFigures(
        int memoryMb,
        String version,
        String run,
        long invocations,
        long coldStarts,
        long errors,
        long throttles,
        List<ErrorRecord> errorKinds,
        Interval billedMs,
        double billedMedianMs,
        Double billedColdMs,
        Interval medianMs,
        Interval p95Ms,
        Double initMs,
        Interval meanMs,
        Interval costPerMillion,
        Double constraintValue,
        String unfit) {
    public SizeFigures {
        errorKinds = List.copyOf(errorKinds);
    }

    /** For the search and the choice. */
    @JsonIgnore
    SizePoint point() {
        return new SizePoint(memoryMb, costPerMillion, meanMs, unfit == null);
    }
}
