package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import io.github.lambdaperf.core.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rate of starts over time, piecewise linear. Arrival number {@code a} is due when the integral of the rate reaches
 * {@code a}; the integral is inverted in closed form, so nothing drifts.
 */
final class RateProfile {
    /** One linear piece; times in seconds, rates per second, {@code area} is the integral up to its start. */
    private record Piece(double start, double duration, double from, double to, double area) {
        double integral() {
            return (from + to) / 2 * duration;
        }

        /** Seconds from the piece's start until its own integral is {@code a}. */
        double timeOf(double a) {
            if (a <= 0) {
                return 0;
            }
            double slope = (to - from) / duration;
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * a));
            return Math.min(duration, 2 * a / (from + root));
        }
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final double seconds;
    private final double area;

    private RateProfile(double startRate, double unitSeconds, List<Stage> stages) {
        double time = 0;
        double integral = 0;
        double rate = startRate / unitSeconds;
        for (Stage stage : stages) {
            double target = stage.target() / unitSeconds;
            double duration = seconds(stage.duration());
            if (duration > 0) {
                Piece piece = new Piece(time, duration, rate, target, integral);
                pieces.add(piece);
                time += duration;
                integral += piece.integral();
            }
            rate = target;
        }
        this.seconds = time;
        this.area = integral;
    }

    static RateProfile of(ConstantArrivalRate executor) {
        return new RateProfile(
                executor.rate(),
                seconds(executor.timeUnit()),
                List.of(new Stage(executor.duration(), executor.rate())));
    }

    static RateProfile of(RampingArrivalRate executor) {
        return new RateProfile(executor.startRate(), seconds(executor.timeUnit()), executor.stages());
    }

    /** Length in seconds. */
    double seconds() {
        return seconds;
    }

    /** Integral over the whole length: the expected number of arrivals. */
    double area() {
        return area;
    }

    /** Largest rate per second. */
    double peak() {
        double peak = 0;
        for (Piece piece : pieces) {
            peak = Math.max(peak, Math.max(piece.from, piece.to));
        }
        return peak;
    }

    /** Rate per second at a time; zero outside. */
    double rateAt(double time) {
        for (Piece piece : pieces) {
            if (time >= piece.start && time < piece.start + piece.duration) {
                return piece.from + (piece.to - piece.from) * (time - piece.start) / piece.duration;
            }
        }
        return 0;
    }

    /** Seconds from the start until the integral is {@code a}; the length where it never is. */
    double timeOf(double a) {
        for (Piece piece : pieces) {
            if (a <= piece.area + piece.integral()) {
                return piece.start + piece.timeOf(a - piece.area);
            }
        }
        return seconds;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
