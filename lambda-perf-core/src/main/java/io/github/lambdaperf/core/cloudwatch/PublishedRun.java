package io.github.lambdaperf.core.cloudwatch;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A run whose scenarios' results have been published, as far as they ask for it. */
public final class PublishedRun {
    private PublishedRun() {}

    /**
     * Publishes what the scenarios ask for; the notes of their analyses say so, with the price.
     *
     * @param directory of the run, for its histograms
     * @param messages takes the same notes
     */
    public static RunRecord of(
            RunRecord run, RunDirectory directory, AwsSession session, PriceTable prices, Consumer<String> messages) {
        List<ScenarioRecord> scenarios = new ArrayList<>();
        for (ScenarioRecord scenario : run.scenarios()) {
            if (scenario.publish() == null || scenario.analysis() == null) {
                scenarios.add(scenario);
                continue;
            }
            Publisher.Published published = new Publisher(session.cloudWatch(), prices)
                    .publish(
                            scenario,
                            run.function(),
                            Histograms.read(Histograms.file(directory, scenario.name())),
                            run.environment().region());
            messages.accept(scenario.name() + ": " + published.note());
            scenarios.add(scenario.withAnalysis(
                    scenario.analysis().with(published.note()),
                    scenario.cost(),
                    scenario.metrics(),
                    scenario.thresholds()));
        }
        return run.withScenarios(scenarios);
    }
}
