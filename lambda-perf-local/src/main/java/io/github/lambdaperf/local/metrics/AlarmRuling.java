package io.github.lambdaperf.local.metrics;

import java.util.List;
import java.util.Optional;

/**
 * CloudWatch's rules for M out of N datapoints with some missing, as the user guide has them ("Configuring how CloudWatch
 * alarms treat missing data").
 *
 * @param needed M, the breaching datapoints that make an alarm
 * @param evaluated N, the datapoints that are looked at
 * @param missing {@code missing}, {@code ignore}, {@code breaching} or {@code notBreaching}
 */
public record AlarmRuling(int needed, int evaluated, String missing) {

    /** Periods looked at beyond N for real datapoints; the user guide's examples have two. */
    public static final int EXTRA_PERIODS = 2;

    /** The states of an alarm. */
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /**
     * The state that the datapoints call for.
     *
     * @param breaching for each period, the newest first, whether its datapoint breaches; null without a datapoint
     * @return empty when the state stays as it is
     */
    public Optional<State> state(List<Boolean> breaching) {
        List<Boolean> real = breaching.stream()
                .filter(java.util.Objects::nonNull)
                .limit(evaluated)
                .toList();
        long breaches = real.stream().filter(each -> each).count();
        int absent = evaluated - real.size();
        if (absent == 0 || missing.equals("notBreaching")) {
            return Optional.of(breaches >= needed ? State.ALARM : State.OK);
        }
        if (missing.equals("breaching")) {
            return Optional.of(breaches + absent >= needed ? State.ALARM : State.OK);
        }
        if (breaches >= needed) {
            return Optional.of(State.ALARM);
        }
        if (breaches < real.size()) {
            return Optional.of(State.OK);
        }
        if (missing.equals("ignore")) {
            return Optional.empty();
        }
        if (real.isEmpty()) {
            return Optional.of(State.INSUFFICIENT_DATA);
        }
        // What is there breaches, too few to tell: the alarm is raised once the oldest is as old as M periods.
        return breaching.lastIndexOf(true) + 1 >= needed ? Optional.of(State.ALARM) : Optional.empty();
    }
}
