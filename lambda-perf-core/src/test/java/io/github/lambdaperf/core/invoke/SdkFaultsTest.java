package io.github.lambdaperf.core.invoke;

import java.time.Duration;

class SdkFaultsTest extends InvokeFaultsContract {
    /** What the control plane has learned of the clock, the SDK keeps by itself. */
    @Override
    FunctionInvoker open(InvokeTarget target, Duration clockOffset) {
        return new SdkInvoker(target, SdkInvokerTest.session(target));
    }

    /** The SDK's HTTP client takes half a header for a wrong one, and goes on looking for HTTP behind what is none. */
    @Override
    String name(Fault fault) {
        return switch (fault) {
            case HALF_A_HEAD -> "connection_error MalformedAnswer";
            case NO_HTTP -> "timeout ReadTimeout";
            default -> super.name(fault);
        };
    }
}
