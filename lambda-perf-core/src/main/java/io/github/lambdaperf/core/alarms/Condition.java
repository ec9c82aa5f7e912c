package io.github.lambdaperf.core.alarms;

/**
 * When an alarm alarms: {@code datapoints} of the last {@code periods} cross the threshold.
 *
 * @param operator CloudWatch's, such as {@code GreaterThanThreshold}
 * @param threshold in the unit of what is looked at
 * @param periodSeconds length of a period
 * @param periods looked at
 * @param datapoints of them that must cross it
 * @param missing how periods without data count: {@code notBreaching}, {@code breaching}, {@code ignore} or {@code missing}
 */
public record Condition(
        String operator, double threshold, int periodSeconds, int periods, int datapoints, String missing) {
    /** CloudWatch's operator of most alarms. */
    public static final String ABOVE = "GreaterThanThreshold";

    /** Above a threshold, in minutes; a function without traffic emits no data, and that is no alarm. */
    static Condition above(double threshold, int datapoints, int minutes) {
        return new Condition(ABOVE, threshold, 60, minutes, datapoints, "notBreaching");
    }
}
