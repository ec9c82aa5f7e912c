package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.ReservedCost;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Draws advice from the figures of one scenario. */
final class Advisor {
    private static final double SPARE_MEMORY = 0.5;
    private static final double SCARCE_MEMORY = 0.9;
    private static final double HEADROOM = 1.25;
    private static final int MEMORY_STEP_MB = 64;
    private static final int LEAST_MEMORY_MB = 128;
    private static final double LARGE_INIT_SHARE = 0.2;
    private static final double LARGE_INIT_MS = 1000;
    private static final double NEAR_TIMEOUT = 0.8;
    private static final double NEXT_STEP = 2;
    private static final String GB_SECOND = "lambda.gb-second.";

    private final ScenarioRecord scenario;
    private final FunctionRecord function;
    private final Environment environment;
    private final PriceTable prices;

    Advisor(ScenarioRecord scenario, FunctionRecord function, Environment environment, PriceTable prices) {
        this.scenario = scenario;
        this.function = function;
        this.environment = environment;
        this.prices = prices;
    }

    List<Advice> advice() {
        List<Advice> advice = new ArrayList<>();
        memory(advice);
        init(advice);
        snapStart(advice);
        timeout(advice);
        throttles(advice);
        provisioned(advice);
        arm(advice);
        tracing(advice);
        return advice;
    }

    /** Where the time goes below the handler, only traces tell. */
    private void tracing(List<Advice> advice) {
        if (!environment.target().equals("aws") || function.tracing() == null || function.traced()) {
            return;
        }
        scenario.slowest().stream()
                .findFirst()
                .ifPresent(slowest -> advice.add(new Advice(
                        "Turn X-Ray tracing on: aws lambda update-function-configuration --function-name "
                                + function.name() + " --tracing-config Mode=Active",
                        text("the slowest request took %.0f ms, and nothing tells in which call", slowest.durationMs()),
                        "the traces of the slowest sampled requests, split into init, handler and calls")));
    }

    private void memory(List<Advice> advice) {
        int configured = environment.memoryMb();
        OptionalDouble peak = rows("memory-percentiles").stream()
                .filter(row -> Math.abs(number(row, "configuredMB").orElse(0) - configured) < 1)
                .mapToDouble(row -> number(row, "peakUsedMB").orElse(0))
                .max();
        if (peak.isEmpty() || peak.getAsDouble() <= 0) {
            return;
        }
        double used = peak.getAsDouble() / configured;
        String figure = text("at most %.0f of %d MB used (%.0f %%)", peak.getAsDouble(), configured, used * 100);
        int enough = stepAbove(peak.getAsDouble() * HEADROOM);
        double change = Math.abs(1 - (double) enough / configured);
        if (used >= SCARCE_MEMORY) {
            advice.add(new Advice(
                    "Raise the memory to " + Math.max(enough, configured + MEMORY_STEP_MB) + " MB",
                    figure,
                    "ends by lack of memory are avoided" + perMillion(change, ", for at most %s more per million")));
        } else if (used <= SPARE_MEMORY && enough < configured) {
            advice.add(new Advice(
                    "Try " + enough + " MB of memory with perf:tune",
                    figure,
                    text("%.0f %% of the duration charge", change * 100)
                            + perMillion(change, ", %s per million invocations,")
                            + " if the duration stays; the CPU share falls with the memory"));
        }
    }

    private void init(List<Advice> advice) {
        for (Map<String, String> row : rows("billed-versus-used")) {
            double initMs = number(row, "totalInitMs").orElse(0);
            double handlerMs = number(row, "totalHandlerMs").orElse(0);
            double share = initMs + handlerMs == 0 ? 0 : initMs / (initMs + handlerMs);
            if (share >= LARGE_INIT_SHARE) {
                advice.add(new Advice(
                        "Shorten the init",
                        text(
                                "%.0f %% of the function's time is init (%.0f of %.0f ms)",
                                share * 100, initMs, initMs + handlerMs),
                        text("up to %.0f %% of the billed time", share * 100)
                                + perMillion(share, ", %s per million invocations at this share of cold starts")));
            }
        }
    }

    private void snapStart(List<Advice> advice) {
        boolean possible = environment.runtime() != null
                && environment.runtime().toLowerCase(Locale.ROOT).matches("java(1[1-9]|[2-9]\\d).*")
                && "Zip".equalsIgnoreCase(environment.packageType())
                && !environment.snapStart()
                && environment.provisionedConcurrency() == 0
                && function.ephemeralStorageMb() <= 512;
        for (Map<String, String> row : rows("cold-start-rate")) {
            double averageMs = number(row, "avgInitMs").orElse(0);
            if (possible && averageMs >= LARGE_INIT_MS) {
                advice.add(new Advice(
                        "Turn SnapStart on",
                        text(
                                "%.0f cold starts (%.1f %% of the invocations), init %.0f ms on average, %.0f ms at most",
                                number(row, "coldStarts").orElse(0),
                                number(row, "coldStartPct").orElse(0),
                                averageMs,
                                number(row, "maxInitMs").orElse(averageMs)),
                        text("up to %.0f ms of each cold start, less the restore; no surcharge for Java", averageMs)));
            }
        }
    }

    private void timeout(List<Advice> advice) {
        OptionalDouble slowest = rows("latency-percentiles").stream()
                .mapToDouble(row -> number(row, "maxMs").orElse(0))
                .max();
        if (slowest.isEmpty() || slowest.getAsDouble() < NEAR_TIMEOUT * function.timeoutMs()) {
            return;
        }
        double timedOut = rows("timeouts").stream()
                .mapToDouble(row -> number(row, "timedOutRequests").orElse(0))
                .sum();
        advice.add(new Advice(
                "Look at the slowest requests, or raise the timeout",
                text(
                        "the slowest took %.0f ms of the timeout of %d ms (%.0f %%)",
                        slowest.getAsDouble(),
                        function.timeoutMs(),
                        slowest.getAsDouble() / function.timeoutMs() * 100),
                timedOut > 0
                        ? text("%.0f requests timed out, each billed to the full timeout", timedOut)
                        : text(
                                "timeouts, which fail and are billed to the full timeout, begin at %.0f %% more",
                                (function.timeoutMs() / slowest.getAsDouble() - 1) * 100)));
    }

    private void throttles(List<Advice> advice) {
        long throttled = scenario.errors().stream()
                .filter(error -> InvokeOutcome.THROTTLED.label().equals(error.outcome()))
                .mapToLong(ErrorRecord::count)
                .sum();
        MetricRecord invocations = scenario.metrics().get(Metric.INVOCATIONS.label());
        if (throttled > 0 && invocations != null && invocations.count() > 0) {
            advice.add(new Advice(
                    "Raise the reserved concurrency or the account's limit",
                    text(
                            "%d of %d invocations were throttled (%.1f %%)",
                            throttled, invocations.count(), 100.0 * throttled / invocations.count()),
                    throttled + " refused requests at this load; more load is refused as a whole"));
        } else {
            throttlesAhead(advice);
        }
    }

    /** The next step of a load is often its double. */
    private void throttlesAhead(List<Advice> advice) {
        rows("cloudwatch-metrics").stream()
                .filter(row -> "ConcurrentExecutions".equals(row.get("metric")))
                .findFirst()
                .ifPresent(row -> {
                    double used = number(row, "value").orElse(0);
                    double limit = number(row, "limit").orElse(0);
                    if (used > 0 && limit > 0 && used * NEXT_STEP > limit) {
                        advice.add(new Advice(
                                "Raise the concurrency limit before the next step of the load",
                                text(
                                        "at most %.0f of %.0f executions at once (%.0f %%)",
                                        used, limit, used / limit * 100),
                                text("throttles, which begin at %.1f times this load", limit / used)));
                    }
                });
    }

    private void provisioned(List<Advice> advice) {
        List<Map<String, String>> rows = rows("billed-versus-used");
        double billedMs =
                rows.isEmpty() ? 0 : number(rows.get(0), "totalBilledMs").orElse(0);
        double invocations =
                rows.isEmpty() ? 0 : number(rows.get(0), "invocations").orElse(0);
        if (billedMs <= 0 || invocations <= 0 || scenario.durationMs() <= 0) {
            return;
        }
        try {
            ReservedCost.BreakEven even = new ReservedCost(prices)
                    .breakEven(
                            FunctionSize.of(environment, function),
                            BigDecimal.valueOf(Math.max(1, billedMs / invocations)));
            double environments = billedMs / scenario.durationMs();
            if (environment.provisionedConcurrency() > 0) {
                fewerProvisioned(advice, environments, even);
            } else {
                someProvisioned(advice, environments, even);
            }
        } catch (PerfException e) {
            // the region has no prices of provisioned concurrency in the table
        }
    }

    private void fewerProvisioned(List<Advice> advice, double environments, ReservedCost.BreakEven even) {
        int reserved = environment.provisionedConcurrency();
        double busy = environments / reserved;
        double worth = even.utilisation().doubleValue();
        if (busy < worth) {
            advice.add(new Advice(
                    "Lower the provisioned concurrency, unless the cold starts matter more",
                    text(
                            "%d environments were busy %.0f %% of the time, on-demand costs the same at %.0f %%",
                            reserved, busy * 100, worth * 100),
                    text(
                            "%.4f USD per hour at this load (%s)",
                            reserved * even.reservationUsdPerHour().doubleValue() * (1 - busy / worth),
                            even.pricesRegion())));
        }
    }

    /** As many as the load keeps busy on average; worth it by the bill alone, or for the sake of long inits. */
    private void someProvisioned(List<Advice> advice, double environments, ReservedCost.BreakEven even) {
        long count = Math.max(1, (long) environments);
        double busy = Math.min(1, environments / count);
        double worth = even.utilisation().doubleValue();
        double usdPerHour = count * even.reservationUsdPerHour().doubleValue() * Math.abs(1 - busy / worth);
        String load = text(
                "the load kept %d environment%s busy %.0f %% of the time, on-demand costs the same at %.0f %%",
                count, count == 1 ? "" : "s", busy * 100, worth * 100);
        if (environment.snapStart()) {
            return;
        }
        if (busy > worth) {
            advice.add(new Advice(
                    "Provision " + count + " where this load is the usual one",
                    load,
                    text("%.4f USD per hour at this load (%s), and its cold starts", usdPerHour, even.pricesRegion())));
            return;
        }
        rows("cold-start-rate").stream()
                .filter(row -> number(row, "avgInitMs").orElse(0) >= LARGE_INIT_MS)
                .findFirst()
                .ifPresent(row -> advice.add(new Advice(
                        "Provision " + count + " only where its cold starts matter",
                        text("%.0f cold starts; ", number(row, "coldStarts").orElse(0)) + load,
                        text(
                                "an init of %.0f ms each, for %.4f USD per hour more at this load (%s)",
                                number(row, "avgInitMs").orElse(0), usdPerHour, even.pricesRegion()))));
    }

    private void arm(List<Advice> advice) {
        CostRecord cost = scenario.cost();
        if (cost == null || !"x86_64".equals(environment.architecture())) {
            return;
        }
        try {
            double x86 = price("x86_64");
            double arm = price("arm64");
            double change = 1 - arm / x86;
            if (change > 0) {
                advice.add(new Advice(
                        "Measure it on arm64",
                        text("%s per GB-second instead of %s in %s", usd(arm), usd(x86), cost.pricesRegion()),
                        text("%.0f %% of the duration charge", change * 100)
                                + perMillion(change, ", %s per million invocations,") + " if the duration stays"));
            }
        } catch (PerfException e) {
            // without both prices there is no figure, and without a figure no advice
        }
    }

    private double price(String architecture) {
        return prices.price(environment.region(), GB_SECOND + architecture)
                .tiers()
                .first()
                .doubleValue();
    }

    /** A share of the duration charge per million invocations, put into the text; empty where the cost is not known. */
    private String perMillion(double share, String text) {
        CostRecord cost = scenario.cost();
        if (cost == null || cost.invocations() == 0) {
            return "";
        }
        double usd = cost.durationUsd().doubleValue() / cost.invocations() * 1e6 * share;
        return text(text, String.format(Locale.ROOT, "%.2f USD", usd));
    }

    private List<Map<String, String>> rows(String query) {
        if (scenario.analysis() == null) {
            return List.of();
        }
        return scenario.analysis().queries().stream()
                .filter(record -> record.name().equals(query))
                .findFirst()
                .map(QueryRecord::rows)
                .orElse(List.of());
    }

    private static OptionalDouble number(Map<String, String> row, String column) {
        try {
            String value = row.get(column);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static int stepAbove(double megabytes) {
        int steps = (int) Math.ceil(megabytes / MEMORY_STEP_MB);
        return Math.max(LEAST_MEMORY_MB, steps * MEMORY_STEP_MB);
    }

    private static String usd(double price) {
        return String.format(Locale.ROOT, "%.10f USD", price);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
