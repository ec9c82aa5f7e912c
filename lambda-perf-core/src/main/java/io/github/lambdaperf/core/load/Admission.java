package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.aws.FunctionReader;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.function.Consumer;

/** Looks whether a load may be sent at all: to this function, and as much as it is known to be. */
final class Admission {
    private final LoadPlan plan;
    private final AwsSession session;
    private final Consumer<String> messages;

    Admission(LoadPlan plan, AwsSession session, Consumer<String> messages) {
        this.plan = plan;
        this.session = session;
        this.messages = messages;
    }

    /**
     * Admits the load.
     *
     * @return the function as it is
     * @throws PerfException where a limit or its owners refuse
     */
    DeployedFunction to(RunBudget budget) {
        DeployedFunction function = FunctionReader.read(session, plan.function(), plan.target(), plan.host());
        String arn = function.record().arn();
        budget.limits().admit(arn, FunctionReader.tag(session, arn, LoadLimits.TAG, messages), plan.scenarios());
        long requests = 0;
        long invocations = 0;
        for (Scenario scenario : plan.scenarios()) {
            long own = requests(scenario);
            requests += own;
            // an invocation may take several messages
            invocations += scenario.send() instanceof MessageSpec ? 0 : own;
        }
        FunctionSize size = FunctionSize.of(function.environment(), function.record());
        // each as short as can be
        budget.admit(requests, invocations, count -> RunBudget.usd(plan.prices(), size, count, count));
        return function;
    }

    /** As far as they are known beforehand; both versions are warmed up. */
    private long requests(Scenario scenario) {
        Long iterations = ScenarioRecords.planned(scenario);
        long versions = plan.opponent() == null ? 1 : 2;
        return versions * scenario.warmup() + (iterations == null ? 0 : iterations);
    }
}
