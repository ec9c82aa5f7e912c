package io.github.lambdaperf.core.alarms;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the default alarms depend on.
 *
 * @param name of the function
 * @param qualifier alias or version that is alarmed; null: the whole function
 * @param timeoutMs of the function
 * @param concurrency that it may have, reserved or of the account; 0: not known
 * @param baselineP99Ms of the handler's duration in the committed baseline; null: there is none
 * @param deadLetters whether failed events go to a dead-letter queue
 * @param destinations whether asynchronous invocations have a destination
 * @param streams whether it reads a stream
 */
public record AlarmedFunction(
        String name,
        String qualifier,
        long timeoutMs,
        int concurrency,
        Double baselineP99Ms,
        boolean deadLetters,
        boolean destinations,
        boolean streams) {

    /** CloudWatch's dimensions of its metrics. */
    Map<String, String> dimensions() {
        Map<String, String> dimensions = new TreeMap<>(Map.of("FunctionName", name));
        if (qualifier != null) {
            dimensions.put("Resource", id());
        }
        return dimensions;
    }

    /** Name with the qualifier, the value of the tag that marks its alarms. */
    public String id() {
        return qualifier == null ? name : name + ":" + qualifier;
    }
}
