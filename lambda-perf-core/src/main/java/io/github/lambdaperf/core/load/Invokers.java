package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.SendSpec;
import java.time.Duration;

/** Opens the invoker that a scenario asks for. */
final class Invokers {
    /** Beyond the function's timeout, before an answer is given up. */
    private static final Duration READ_MARGIN = Duration.ofSeconds(30);

    private Invokers() {}

    /** Opens. @param function of the build, where the scenario names no other */
    static FunctionInvoker open(SendSpec spec, String function, AwsSession session, Duration functionTimeout) {
        String name = spec.function() != null ? spec.function() : function;
        if (spec instanceof InvokeSpec invoke) {
            return new NettyInvoker(InvokeTarget.of(
                    session, name, invoke, functionTimeout.plus(READ_MARGIN), OpenDriver.DEFAULT_MAX_VUS));
        }
        throw PerfException.user("the target '" + spec.key() + "' is not yet available");
    }
}
