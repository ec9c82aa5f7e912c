package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.load.ServerFigures;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.regression.Estimate;
import io.github.lambdaperf.core.threshold.Aggregation;
import io.github.lambdaperf.core.threshold.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Makes a size's figures out of the load of it. */
final class SizeMeasurement {
    private static final long MILLION = 1_000_000;

    private final TuneSettings settings;
    private final PriceTable prices;

    SizeMeasurement(TuneSettings settings, PriceTable prices) {
        this.settings = settings;
        this.prices = prices;
    }

    /** @throws PerfException where no REPORT told a billed duration */
    SizeFigures figures(RunRecord run, RunDirectory directory, ServerFigures server) {
        ScenarioRecord scenario = run.scenarios().get(0);
        FunctionSize size = FunctionSize.of(run.environment(), run.function());
        Interval warm = Interval.of(server.billedWarm());
        Interval cold = Interval.of(server.billedCold());
        if (warm == null && cold == null) {
            throw PerfException.user("no answer of " + run.function().arn() + " told a billed duration: the sweep needs"
                    + " invoke: { logTail: 1 }, and a function that can be called ("
                    + errors(scenario.errors()) + "); the record is in " + directory.path());
        }
        Interval mean = mean(warm, cold);
        Threshold.Result constraint = constraint(directory, scenario);
        return new SizeFigures(
                run.environment().memoryMb(),
                run.function().version(),
                run.runId(),
                count(scenario, Metric.INVOCATIONS),
                count(scenario, Metric.COLD_STARTS),
                count(scenario, Metric.INVOCATION_ERRORS),
                count(scenario, Metric.THROTTLES),
                scenario.errors(),
                warm == null ? cold : warm,
                Math.rint(server.billedWarmMedian().value()),
                cold == null ? null : cold.value(),
                Interval.of(server.durationMedian()),
                Interval.of(server.durationP95()),
                value(server.initMedian()),
                mean,
                mean.map(ms -> costPerMillion(size, ms)),
                constraint == null || constraint.value().isEmpty()
                        ? null
                        : constraint.value().getAsDouble(),
                unfit(scenario, warm, constraint));
    }

    private static Double value(Estimate estimate) {
        return estimate.n() == 0 ? null : estimate.value();
    }

    private static long count(ScenarioRecord scenario, Metric metric) {
        MetricRecord record = scenario.metrics().get(metric.label());
        Double count = record == null ? null : record.values().get("count");
        return count == null ? 0 : Math.round(count);
    }

    /** Where there is no cold start, or nothing else, what there is. */
    private Interval mean(Interval warm, Interval cold) {
        if (warm == null) {
            return cold;
        }
        if (settings.coldShare() > 0 && cold == null) {
            throw PerfException.user("perf.tune.coldShare is " + settings.coldShare()
                    + ", but the load had no cold start: let it have some, such as executor: burst");
        }
        return settings.coldShare() == 0 ? warm : warm.mixedWith(cold, settings.coldShare());
    }

    private double costPerMillion(FunctionSize size, double ms) {
        Usage million = Usage.of(size, MILLION, BigDecimal.valueOf(ms).multiply(BigDecimal.valueOf(MILLION)));
        return new LambdaCost(prices).costOf(million, "tail").totalUsd().doubleValue();
    }

    private Threshold.Result constraint(RunDirectory directory, ScenarioRecord scenario) {
        if (settings.constraint() == null) {
            return null;
        }
        Histogram durations =
                Histograms.read(Histograms.file(directory, scenario.name())).get("server");
        return settings.constraint().evaluate(aggregation -> value(durations, aggregation));
    }

    private static OptionalDouble value(Histogram durations, Aggregation aggregation) {
        if (durations == null || durations.getTotalCount() == 0) {
            return OptionalDouble.empty();
        }
        double units = switch (aggregation.kind()) {
            case AVG -> durations.getMean();
            case MIN -> durations.getMinValue();
            case MAX -> durations.getMaxValue();
            case MED -> durations.getValueAtPercentile(50);
            case PERCENTILE -> durations.getValueAtPercentile(aggregation.percentile());
            default -> Double.NaN;
        };
        return OptionalDouble.of(units / Histograms.UNITS_PER_MS);
    }

    private String unfit(ScenarioRecord scenario, Interval warm, Threshold.Result constraint) {
        List<ErrorRecord> wrong = scenario.errors().stream()
                .filter(error -> !error.outcome().equals(InvokeOutcome.THROTTLED.label())
                        && (error.type() == null || !settings.allowedErrors().contains(error.type())))
                .toList();
        if (!wrong.isEmpty()) {
            return errors(wrong);
        }
        if (warm == null && settings.coldShare() < 1) {
            return "no warm invocation";
        }
        return constraint == null || constraint.passed() ? null : constraint.reason();
    }

    private static String errors(List<ErrorRecord> errors) {
        return errors.isEmpty()
                ? "no errors"
                : errors.stream()
                        .map(error -> error.count() + " × " + (error.type() == null ? error.outcome() : error.type()))
                        .collect(Collectors.joining(", "));
    }
}
