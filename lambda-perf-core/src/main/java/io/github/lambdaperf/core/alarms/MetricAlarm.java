package io.github.lambdaperf.core.alarms;

/**
 * An alarm on a metric or on an expression of metrics.
 *
 * @param signal what is looked at
 * @param condition when it alarms
 */
public record MetricAlarm(String name, String description, Signal signal, Condition condition, AlarmActions actions)
        implements Alarm {}
