package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.time.Duration;

/** Opens the invoker that a scenario asks for. */
final class Invokers {
    /** Beyond the function's timeout, before an answer is given up. */
    private static final Duration READ_MARGIN = Duration.ofSeconds(30);

    private Invokers() {}

    static FunctionInvoker open(InvokeSpec spec, String function, AwsSession session, Duration functionTimeout) {
        return new NettyInvoker(InvokeTarget.of(
                session,
                spec.function() != null ? spec.function() : function,
                spec,
                functionTimeout.plus(READ_MARGIN),
                OpenDriver.DEFAULT_MAX_VUS));
    }
}
