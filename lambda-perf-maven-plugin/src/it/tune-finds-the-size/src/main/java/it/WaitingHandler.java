package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Waits as if for a database: memory beyond the least is paid for nothing. */
public class WaitingHandler implements RequestHandler<Map<String, Object>, String> {
    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        try {
            Thread.sleep(60);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "done";
    }
}
