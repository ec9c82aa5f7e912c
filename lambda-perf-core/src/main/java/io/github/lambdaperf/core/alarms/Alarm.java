package io.github.lambdaperf.core.alarms;

/** An alarm as it should be, or as CloudWatch has it. */
public sealed interface Alarm permits MetricAlarm, CompositeAlarm {
    /** Name in CloudWatch, unique in the account and region. */
    String name();

    /** For whoever is woken up by it. */
    String description();

    /** What is told of its changes. */
    AlarmActions actions();
}
