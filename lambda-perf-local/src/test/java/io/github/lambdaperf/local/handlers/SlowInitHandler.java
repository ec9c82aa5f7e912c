package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function whose initialisation takes longer than the 10 seconds of the init phase. */
public final class SlowInitHandler implements RequestHandler<String, String> {

    /** Takes 11 seconds. */
    public SlowInitHandler() throws InterruptedException {
        Thread.sleep(11_000);
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
