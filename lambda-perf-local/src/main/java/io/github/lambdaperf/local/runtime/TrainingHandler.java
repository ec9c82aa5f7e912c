package io.github.lambdaperf.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** The handler that runs while an archive of the runtime's classes is made; the archive is written when it exits. */
public final class TrainingHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        context.getLogger().log("trained\n");
        if (Boolean.TRUE.equals(event.get("exit"))) {
            System.exit(0);
        }
        return event;
    }
}
