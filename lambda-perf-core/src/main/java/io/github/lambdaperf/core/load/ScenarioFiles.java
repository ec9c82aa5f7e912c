package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.scenario.ScenarioReader;
import java.util.Set;

/** The reader of scenario files that knows what this product measures and judges. */
public final class ScenarioFiles {
    private ScenarioFiles() {}

    public static ScenarioReader reader() {
        return new ScenarioReader(new ScenarioReader.Names(
                Metric.names(),
                Set.of("scenario", "start", "expected_response"),
                JudgedMetrics.catalog().keySet()));
    }
}
