package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

/** Waits as if for a database; how long is built in. */
public class WaitHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final long waitMillis;

    public WaitHandler() throws IOException {
        Properties settings = new Properties();
        try (InputStream stream = WaitHandler.class.getResourceAsStream("/settings.properties")) {
            settings.load(stream);
        }
        waitMillis = Long.parseLong(settings.getProperty("wait.millis"));
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        try {
            Thread.sleep(waitMillis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Map.of("waited", waitMillis);
    }
}
