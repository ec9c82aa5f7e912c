package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Arrival;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import java.util.SplittableRandom;

/**
 * The intended starts of an open executor: a pure sequence of offsets from its start, increasing, with k6's counts.
 *
 * <p>Even spacing at a constant rate starts at 0 and has ⌈rate·T⌉ arrivals; a ramp starts when its integral reaches 1 and
 * has ⌊integral⌋. Poisson arrivals have exponential gaps on the scale of the integral, from a seed.
 */
final class ArrivalSchedule implements Arrivals {
    /** What sums of doubles may lose over a day at 100,000 arrivals a second. */
    private static final double EPSILON = 1e-6;

    private final RateProfile profile;
    private final SplittableRandom gaps;
    private final double last;
    private double position;

    private ArrivalSchedule(RateProfile profile, Arrival arrival, boolean fromZero) {
        this.profile = profile;
        this.gaps = arrival.poisson() ? new SplittableRandom(arrival.seed()) : null;
        if (gaps != null) {
            this.last = profile.area();
            this.position = gap();
        } else if (fromZero) {
            this.last = Math.ceil(profile.area() - EPSILON) - 1;
            this.position = 0;
        } else {
            this.last = Math.floor(profile.area() + EPSILON);
            this.position = 1;
        }
    }

    static ArrivalSchedule of(ConstantArrivalRate executor) {
        return new ArrivalSchedule(RateProfile.of(executor), executor.arrival(), true);
    }

    static ArrivalSchedule of(RampingArrivalRate executor) {
        return new ArrivalSchedule(RateProfile.of(executor), executor.arrival(), false);
    }

    RateProfile profile() {
        return profile;
    }

    @Override
    public double rateAt(double secondsFromStart) {
        return profile.rateAt(secondsFromStart);
    }

    @Override
    public long next() {
        if (position > last) {
            return END;
        }
        long nanos = Math.round(profile.timeOf(position) * 1e9);
        position += gaps == null ? 1 : gap();
        return nanos;
    }

    /** Arrivals of the whole schedule; for Poisson the expected number. */
    static long planned(ConstantArrivalRate executor) {
        ArrivalSchedule schedule = of(executor);
        return schedule.gaps == null ? (long) schedule.last + 1 : Math.round(schedule.profile.area());
    }

    /** Arrivals of the whole schedule; for Poisson the expected number. */
    static long planned(RampingArrivalRate executor) {
        ArrivalSchedule schedule = of(executor);
        return schedule.gaps == null ? (long) schedule.last : Math.round(schedule.profile.area());
    }

    private double gap() {
        return -Math.log(1 - gaps.nextDouble());
    }
}
