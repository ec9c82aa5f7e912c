package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.List;

/**
 * Something to change in the function, with the figure it rests on.
 *
 * @param title what to do
 * @param figure that was measured
 * @param saving money, time or failures that it would save
 */
public record Advice(String title, String figure, String saving) {

    /** Advice from an analysed scenario, with the bundled prices; empty where no figure calls for any. */
    public static List<Advice> of(ScenarioRecord scenario, FunctionRecord function, Environment environment) {
        return of(scenario, function, environment, PriceTable.bundled());
    }

    /** The same with these prices. */
    public static List<Advice> of(
            ScenarioRecord scenario, FunctionRecord function, Environment environment, PriceTable prices) {
        return new Advisor(scenario, function, environment, prices).advice();
    }
}
