package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.scenario.Executor;
import io.github.lambdaperf.core.scenario.Executor.ConstantArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.ConstantVus;
import io.github.lambdaperf.core.scenario.Executor.PerVuIterations;
import io.github.lambdaperf.core.scenario.Executor.RampingArrivalRate;
import io.github.lambdaperf.core.scenario.Executor.RampingVus;
import io.github.lambdaperf.core.scenario.Executor.SharedIterations;
import io.github.lambdaperf.core.scenario.Stage;
import io.github.lambdaperf.core.scenario.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many invocations a load has under way over time, by Little's law: an arrival rate times what an invocation takes. A
 * VU has one at most.
 */
final class LoadShape {
    private static final double WINDOW_SECONDS = 10;
    private static final int MOST_SAMPLES = 20_000;
    private static final double ROUNDING = 1e-6;

    private record Point(double seconds, double value) {}

    /** One workload: linear between the points, nothing outside; capped. */
    private record Line(List<Point> points, double cap) {
        double at(double seconds) {
            double value = 0;
            for (int i = 1; i < points.size(); i++) {
                Point from = points.get(i - 1);
                Point to = points.get(i);
                if (seconds >= from.seconds() && seconds <= to.seconds() && to.seconds() > from.seconds()) {
                    double share = (seconds - from.seconds()) / (to.seconds() - from.seconds());
                    value = Math.max(value, from.value() + share * (to.value() - from.value()));
                }
            }
            return Math.min(value, cap);
        }

        double end() {
            return points.get(points.size() - 1).seconds();
        }
    }

    private final List<Line> lines = new ArrayList<>();

    /** @param invocationSeconds what one invocation takes; only arrival rates need it */
    LoadShape(List<Workload> workloads, double invocationSeconds) {
        for (Workload workload : workloads) {
            lines.add(line(workload.executor(), seconds(workload.startTime()), invocationSeconds));
        }
    }

    /** True where the number under way depends on what an invocation takes. */
    static boolean isOpen(List<Workload> workloads) {
        return workloads.stream()
                .anyMatch(workload -> workload.executor() instanceof ConstantArrivalRate
                        || workload.executor() instanceof RampingArrivalRate);
    }

    /** The most that are under way at once. */
    long peak() {
        return whole(samples().stream().mapToDouble(this::at).max().orElse(0));
    }

    /** The largest rise within ten seconds. */
    long steepest() {
        return whole(samples().stream()
                .mapToDouble(seconds -> at(seconds) - (seconds < WINDOW_SECONDS ? 0 : at(seconds - WINDOW_SECONDS)))
                .max()
                .orElse(0));
    }

    /** Up to a whole number, but for what floating point adds. */
    private static long whole(double number) {
        return (long) Math.ceil(number - ROUNDING);
    }

    private double at(double seconds) {
        return lines.stream().mapToDouble(line -> line.at(seconds)).sum();
    }

    private List<Double> samples() {
        double end = lines.stream().mapToDouble(Line::end).max().orElse(0);
        double step = Math.max(1, end / MOST_SAMPLES);
        List<Double> samples = new ArrayList<>();
        for (double seconds = 0; seconds <= end; seconds += step) {
            samples.add(seconds);
        }
        lines.forEach(line -> line.points().forEach(point -> samples.add(point.seconds())));
        return samples;
    }

    private static Line line(Executor executor, double start, double invocationSeconds) {
        if (executor instanceof ConstantVus e) {
            return flat(start, seconds(e.duration()), e.vus());
        } else if (executor instanceof RampingVus e) {
            return ramp(start, e.startVus(), e.stages(), 1, Double.MAX_VALUE);
        } else if (executor instanceof ConstantArrivalRate e) {
            double rate = e.rate() / seconds(e.timeUnit());
            Line line = flat(start, seconds(e.duration()), rate * invocationSeconds);
            return new Line(line.points(), cap(e.maxVus()));
        } else if (executor instanceof RampingArrivalRate e) {
            double factor = invocationSeconds / seconds(e.timeUnit());
            return ramp(start, e.startRate(), e.stages(), factor, cap(e.maxVus()));
        } else if (executor instanceof SharedIterations e) {
            return flat(start, seconds(e.maxDuration()), Math.min(e.vus(), e.iterations()));
        }
        PerVuIterations e = (PerVuIterations) executor;
        return flat(start, seconds(e.maxDuration()), e.vus());
    }

    private static Line flat(double start, double length, double value) {
        return new Line(List.of(new Point(start, value), new Point(start + length, value)), Double.MAX_VALUE);
    }

    private static Line ramp(double start, double from, List<Stage> stages, double factor, double cap) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(start, from * factor));
        double at = start;
        for (Stage stage : stages) {
            at += seconds(stage.duration());
            points.add(new Point(at, stage.target() * factor));
        }
        return new Line(points, cap);
    }

    private static double cap(Integer maxVus) {
        return maxVus == null ? Double.MAX_VALUE : maxVus;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
