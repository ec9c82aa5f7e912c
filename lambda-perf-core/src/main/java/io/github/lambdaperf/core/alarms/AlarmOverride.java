package io.github.lambdaperf.core.alarms;

/**
 * What the alarms file says of one alarm; null: as it is.
 *
 * @param off removes a default alarm
 * @param signal of an alarm of the user's own
 * @param statistic of a default alarm's metric
 */
public record AlarmOverride(
        boolean off,
        String description,
        Signal signal,
        String statistic,
        String operator,
        Double threshold,
        Integer periodSeconds,
        Integer periods,
        Integer datapoints,
        String missing,
        AlarmActions actions) {
    /** Removes an alarm. */
    public static final AlarmOverride OFF =
            new AlarmOverride(true, null, null, null, null, null, null, null, null, null, null);
}
