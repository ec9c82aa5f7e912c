package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.HttpInvoker;
import io.github.lambdaperf.core.invoke.HttpTarget;
import io.github.lambdaperf.core.invoke.InvokeTarget;
import io.github.lambdaperf.core.invoke.NettyInvoker;
import io.github.lambdaperf.core.invoke.SdkInvoker;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.SendSpec;
import java.time.Duration;

/** Opens the invoker that a scenario asks for. */
final class Invokers {
    /** Beyond the function's timeout, before an answer is given up. */
    private static final Duration READ_MARGIN = Duration.ofSeconds(30);

    private Invokers() {}

    /** Opens; the function is the plan's, where the scenario names no other. */
    static FunctionInvoker open(SendSpec spec, LoadPlan plan, AwsSession session, Duration functionTimeout) {
        String name = spec.function() != null ? spec.function() : plan.function();
        if (spec instanceof HttpSpec http) {
            return new HttpInvoker(
                    HttpTarget.of(session, plan.target(), name, http, plan.seed(), OpenDriver.DEFAULT_MAX_VUS));
        }
        InvokeTarget target = InvokeTarget.of(
                session, name, (InvokeSpec) spec, functionTimeout.plus(READ_MARGIN), OpenDriver.DEFAULT_MAX_VUS);
        return session.sdkSends().isPresent()
                ? new SdkInvoker(target, session)
                : new NettyInvoker(target, session.clockOffset());
    }
}
