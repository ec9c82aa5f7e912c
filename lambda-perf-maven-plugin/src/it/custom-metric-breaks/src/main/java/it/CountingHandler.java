package it;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Writes a metric of its own in the embedded metric format, as Powertools does. */
public class CountingHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        System.out.println("{\"_aws\":{\"Timestamp\":" + System.currentTimeMillis()
                + ",\"CloudWatchMetrics\":[{\"Namespace\":\"Orders\",\"Dimensions\":[[\"Service\"]],"
                + "\"Metrics\":[{\"Name\":\"RecordsProcessed\",\"Unit\":\"Count\"}]}]},"
                + "\"Service\":\"orders\",\"RecordsProcessed\":3}");
        return Map.of();
    }
}
