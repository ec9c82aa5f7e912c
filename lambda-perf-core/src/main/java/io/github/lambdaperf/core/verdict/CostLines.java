package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.MonthlyProjection;
import io.github.lambdaperf.core.cost.ServiceCost;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.CostRecord;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.report.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The bill of a run with the services around the function, and a month of the same, in sentences for every report. */
final class CostLines {
    private static final BigDecimal MS_PER_SECOND = BigDecimal.valueOf(1000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MB_PER_GB = BigDecimal.valueOf(1024);

    private CostLines() {}

    static List<String> of(RunRecord run, ScenarioRecord scenario, CostSettings settings) {
        List<String> lines = new ArrayList<>();
        CostRecord cost = scenario.cost();
        if (!scenario.services().isEmpty()) {
            BigDecimal lambda = lambda(scenario);
            BigDecimal sum = scenario.services().stream().map(ChargeRecord::usd).reduce(lambda, BigDecimal::add);
            lines.add("the whole bill of this run: " + usd(sum) + " (Lambda " + usd(lambda) + ", "
                    + scenario.services().stream()
                            .map(charge -> ServiceCost.title(charge) + " " + usd(charge.usd()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (cost != null && settings.monthlyInvocations() > 0) {
            try {
                lines.add(month(run, cost, settings));
            } catch (PerfException e) {
                lines.add("no projection: " + e.getMessage());
            }
        }
        return lines;
    }

    /** Where only a sample of the invocations told its billed duration, all of them are taken to cost the same. */
    private static BigDecimal lambda(ScenarioRecord scenario) {
        CostRecord cost = scenario.cost();
        if (cost == null) {
            return BigDecimal.ZERO;
        }
        MetricRecord invocations = scenario.metrics().get(Metric.INVOCATIONS.label());
        Double count = invocations == null ? null : invocations.values().get("count");
        return !cost.basis().contains("sampled") || count == null
                ? cost.totalUsd()
                : cost.perMillionUsd().multiply(BigDecimal.valueOf(count)).divide(MILLION, MathContext.DECIMAL64);
    }

    private static String month(RunRecord run, CostRecord cost, CostSettings settings) {
        FunctionSize size = FunctionSize.of(run.environment(), run.function());
        BigDecimal billedMs = cost.gbSeconds()
                .multiply(MS_PER_SECOND)
                .multiply(MB_PER_GB)
                .divide(BigDecimal.valueOf(size.memoryMb()), MathContext.DECIMAL128);
        MonthlyProjection month = new LambdaCost(settings.prices())
                .project(
                        Usage.of(size, cost.invocations(), billedMs),
                        settings.monthlyInvocations(),
                        settings.freeTier());
        return String.format(
                Locale.ROOT,
                "%,d invocations a month like these: %s for Lambda (requests %s, duration %s%s; %s, prices of %s)%s",
                month.invocations(),
                usd(month.totalUsd()),
                usd(month.requestUsd()),
                usd(month.durationUsd()),
                month.storageUsd().signum() == 0 ? "" : ", storage " + usd(month.storageUsd()),
                month.pricesRegion(),
                month.pricesDate(),
                month.notes().isEmpty() ? "" : "; " + String.join("; ", month.notes()));
    }

    private static String usd(BigDecimal amount) {
        return Figures.usd(amount.doubleValue());
    }
}
