package io.github.lambdaperf.core.alarms;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An alarm on other alarms.
 *
 * @param rule in CloudWatch's language, such as {@code ALARM("a") OR ALARM("b")}
 */
public record CompositeAlarm(String name, String description, String rule, AlarmActions actions) implements Alarm {

    /** In alarm while any of these is. */
    static CompositeAlarm any(String name, String description, List<String> alarms, AlarmActions actions) {
        String rule = alarms.stream().map(alarm -> "ALARM(\"" + alarm + "\")").collect(Collectors.joining(" OR "));
        return new CompositeAlarm(name, description, rule, actions);
    }
}
