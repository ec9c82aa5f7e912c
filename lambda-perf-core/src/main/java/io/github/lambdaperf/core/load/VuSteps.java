package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of VUs over time, as k6's {@code ramping-vus} plans it: over a stage that changes the number by {@code n} it
 * changes by one at each n-th of the stage, the last change at its end.
 */
final class VuSteps {
    /** From this offset on there are that many VUs. */
    record Step(long offsetNanos, int vus) {}

    private VuSteps() {}

    static List<Step> of(int startVus, List<Stage> stages) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(0, startVus));
        long start = 0;
        int from = startVus;
        for (Stage stage : stages) {
            int target = (int) Math.round(stage.target());
            long nanos = stage.duration().toNanos();
            int changes = Math.abs(target - from);
            int direction = Integer.signum(target - from);
            if (nanos == 0) {
                if (changes > 0) {
                    steps.add(new Step(start, target));
                }
            } else {
                for (int i = 1; i <= changes; i++) {
                    long offset = start + Math.round((double) nanos * i / changes);
                    steps.add(new Step(offset, from + direction * i));
                }
            }
            start += nanos;
            from = target;
        }
        return steps;
    }
}
