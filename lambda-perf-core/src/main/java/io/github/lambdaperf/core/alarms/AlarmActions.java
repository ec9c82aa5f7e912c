package io.github.lambdaperf.core.alarms;

import java.util.List;

/**
 * ARNs that are told of a change of state, such as SNS topics.
 *
 * @param alarm at ALARM
 * @param ok at OK
 * @param insufficientData at INSUFFICIENT_DATA
 */
public record AlarmActions(List<String> alarm, List<String> ok, List<String> insufficientData) {
    /** Nobody. */
    public static final AlarmActions NONE = new AlarmActions(List.of(), List.of(), List.of());

    public AlarmActions {
        alarm = List.copyOf(alarm);
        ok = List.copyOf(ok);
        insufficientData = List.copyOf(insufficientData);
    }
}
