package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.load.Thresholds;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as people read them: three significant digits, the unit behind. */
public final class Figures {
    /** What stands where there is no figure. */
    static final String NONE = "-";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Figures() {}

    /** Three significant digits, but never fewer than the whole part; thousands in groups. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        if (Double.isNaN(value)) {
            return NONE;
        } else if (value == 0) {
            return "0";
        } else if (magnitude < 0.000_000_1) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = 0;
        for (double limit = 99.95; magnitude < limit && decimals < 9; limit /= 10) {
            decimals++;
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static String number(Double value) {
        return value == null ? NONE : number(value.doubleValue());
    }

    /** With its unit; a ratio and a count have none. */
    public static String value(double value, String unit) {
        if (unit == null || unit.isEmpty() || unit.equals("ratio") || unit.equals("count")) {
            return plain(value);
        }
        return number(value) + " " + unit;
    }

    /** A ratio or a count: whole numbers whole, others with enough digits to be held against a limit. */
    static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return count(Math.round(value));
        }
        return Math.abs(value) < 10
                ? trimmed(String.format(Locale.ROOT, "%.5f", value))
                : trimmed(String.format(Locale.ROOT, "%.2f", value));
    }

    private static String trimmed(String decimals) {
        return decimals.replaceAll("\\.?0+$", "");
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share of 1 in percent. */
    static String percent(double share) {
        return number(share * 100) + " %";
    }

    /** A ratio as a change: 1.117 is +11.7 %. */
    static String change(double ratio) {
        return signed(ratio) + " %";
    }

    /** The ends of an interval of ratios. */
    static String interval(Double low, Double high) {
        return low == null || high == null ? "" : "[" + signed(low) + ", " + signed(high) + "] %";
    }

    private static String signed(double ratio) {
        double percent = (ratio - 1) * 100;
        String text = String.format(Locale.ROOT, Math.abs(percent) >= 99.95 ? "%+.0f" : "%+.1f", percent);
        return text.equals("-0.0") ? "+0.0" : text;
    }

    /** US dollars: cents where there are any, else two significant digits. */
    public static String usd(double value) {
        double magnitude = Math.abs(value);
        if (magnitude >= 0.01 || value == 0) {
            return String.format(Locale.ROOT, "%,.2f USD", value);
        }
        int decimals = Math.min(12, (int) Math.ceil(-Math.log10(magnitude)) + 1);
        return String.format(Locale.ROOT, "%." + decimals + "f USD", value);
    }

    /** Milliseconds as {@code 850 ms}, {@code 12.3 s} or {@code 5 min 30 s}. */
    static String duration(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        } else if (ms < 120_000) {
            return number(ms / 1_000.0) + " s";
        }
        long seconds = Math.round(ms / 1_000.0);
        return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }

    /** To the second, UTC. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The value that a threshold was held against, or why there is none. */
    static String value(ThresholdRecord threshold, ScenarioRecord scenario) {
        if (threshold.value() == null) {
            return "no data";
        }
        MetricRecord metric = metric(scenario, threshold.metric());
        boolean unitless = threshold.expression().startsWith("count")
                || threshold.expression().startsWith("rate")
                || metric == null;
        return unitless ? plain(threshold.value()) : value(threshold.value(), metric.unit());
    }

    /** A broken threshold as a sentence with the value and the limit. */
    static String broken(ThresholdRecord threshold, ScenarioRecord scenario) {
        String found = threshold.value() != null
                ? "it is " + value(threshold, scenario)
                : threshold.reason() == null ? "there is no data" : threshold.reason();
        if (threshold.value() != null && threshold.reason() != null && Thresholds.refersToBaseline(threshold)) {
            found = threshold.reason();
        }
        return "the threshold " + threshold.metric() + ": " + threshold.expression() + " does not hold, " + found
                + (threshold.aborted() ? "; it ended the run" : "");
    }

    /** The metric of a selector, by any of its names; a submetric that was not kept falls back to its metric. */
    private static MetricRecord metric(ScenarioRecord scenario, String selector) {
        MetricRecord exact = scenario.metrics().get(selector);
        int tags = selector.indexOf('{');
        String name = tags < 0 ? selector : selector.substring(0, tags);
        return exact != null
                ? exact
                : Metric.named(name)
                        .map(metric -> scenario.metrics().get(metric.label()))
                        .orElse(null);
    }

    /** An aggregation of a metric, or null. */
    static Double of(ScenarioRecord scenario, String metric, String aggregation) {
        MetricRecord record = scenario.metrics().get(metric);
        return record == null ? null : record.values().get(aggregation);
    }

    /** A counter, 0 where it is missing. */
    static long counted(ScenarioRecord scenario, String metric) {
        Double value = of(scenario, metric, "count");
        return value == null ? 0 : Math.round(value);
    }

    /** The environment in one line. */
    static String environment(RunRecord run) {
        var environment = run.environment();
        return environment.target()
                + (environment.region().equals(environment.target()) ? "" : " " + environment.region())
                + ", " + environment.architecture()
                + ", " + environment.memoryMb() + " MB"
                + ", " + environment.runtime()
                + ", " + environment.packageType()
                + (environment.snapStart() ? ", SnapStart" : "")
                + (environment.provisionedConcurrency() > 0
                        ? ", provisioned concurrency " + environment.provisionedConcurrency()
                        : "")
                + (environment.host().isEmpty() ? "" : ", " + environment.host());
    }
}
