package io.github.lambdaperf.benchmarks.local;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The functions that are invoked. */
public final class Echo {

    /** Gives back what it got. */
    public Map<String, Object> now(Map<String, Object> event) {
        return event;
    }

    /** Takes a second, so that as many environments are needed as there are invocations. */
    public Map<String, Object> later(Map<String, Object> event) throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        return event;
    }
}
