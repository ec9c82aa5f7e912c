package io.github.lambdaperf.core.tune;

import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.LambdaCost;
import io.github.lambdaperf.core.cost.MonthlyProjection;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.cost.Usage;
import io.github.lambdaperf.core.load.Executors;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.scenario.Scenario;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses among what was measured, and says why and what it saves. */
final class TuneChoice {
    private static final long SAMPLE = 1_000_000;

    private final LoadPlan plan;
    private final TuneSettings settings;
    private final DeployedFunction present;
    private final Scenario scenario;
    private final String function;
    private final Instant startedAt;

    TuneChoice(
            LoadPlan plan,
            TuneSettings settings,
            DeployedFunction present,
            Scenario scenario,
            String function,
            Instant startedAt) {
        this.plan = plan;
        this.settings = settings;
        this.present = present;
        this.scenario = scenario;
        this.function = function;
        this.startedAt = startedAt;
    }

    /** @param measured ascending @param stopped why not all was measured, so that nothing is chosen; null: it was */
    TuneRecord record(List<SizeFigures> measured, String stopped) {
        boolean complete = stopped == null;
        Optional<SizeFigures> chosen = !complete
                ? Optional.empty()
                : settings.goal()
                        .best(measured.stream().map(SizeFigures::point).toList())
                        .map(point -> figures(measured, point.memoryMb()));
        Environment environment = present.environment();
        PriceTable.RegionalPrice price =
                plan.prices().price(environment.region(), "lambda.gb-second." + environment.architecture());
        String region = environment.region().equals(PriceTable.LOCAL) ? null : environment.region();
        return new TuneRecord(
                TuneRecord.SCHEMA,
                startedAt,
                Instant.now(),
                "lambda-perf " + plan.toolVersion(),
                present.record().name(),
                environment.target(),
                environment.region(),
                environment.architecture(),
                environment.runtime(),
                environment.memoryMb(),
                plan.labels(),
                scenario.name(),
                scenario.workloads().stream()
                        .map(workload -> Executors.describe(workload.executor()))
                        .collect(Collectors.joining("; ")),
                settings.goal().strategy().label(),
                settings.goal().weight(),
                settings.goal().tolerance(),
                settings.coldShare(),
                settings.constraint() == null ? null : settings.constraint().expression(),
                settings.adaptive() ? "adaptive" : "all",
                settings.sizes(),
                measured,
                chosen.map(SizeFigures::memoryMb).orElse(null),
                chosen.map(size -> reason(size, measured)).orElse(complete ? none() : stopped),
                chosen.map(size -> saving(size, figures(measured, environment.memoryMb())))
                        .orElse(null),
                chosen.map(size -> ConfigurationSnippets.of(function, region, size.memoryMb()))
                        .orElse(Map.of()),
                VisualizationUrl.of(measured),
                price.label(),
                plan.prices().date(),
                complete);
    }

    private static SizeFigures figures(List<SizeFigures> measured, int memoryMb) {
        return measured.stream()
                .filter(size -> size.memoryMb() == memoryMb)
                .findFirst()
                .orElse(null);
    }

    private String none() {
        return settings.constraint() == null
                ? "no size is fit to be chosen"
                : "no size holds " + settings.constraint().expression();
    }

    private String reason(SizeFigures chosen, List<SizeFigures> measured) {
        TuneGoal goal = settings.goal();
        String what = switch (goal.strategy()) {
            case COST -> "the least cost";
            case SPEED -> "the shortest duration";
            case BALANCED -> "the best balance of cost (" + goal.weight() + ") and duration";
        };
        List<SizePoint> points = measured.stream().map(SizeFigures::point).toList();
        double score = goal.score(chosen.point(), points).value();
        String equals = measured.stream()
                .filter(size -> size.unfit() == null && size != chosen)
                .filter(size -> goal.score(size.point(), points).value() < score)
                .map(size -> size.memoryMb() + " MB")
                .collect(Collectors.joining(", "));
        return what
                + (settings.constraint() == null
                        ? ""
                        : " of the sizes that hold " + settings.constraint().expression())
                + (equals.isEmpty()
                        ? ""
                        : "; " + equals + " would be less than "
                                + Math.round(goal.tolerance() * 100) + " % better, but "
                                + (goal.strategy() == TuneGoal.Strategy.COST ? "slower" : "dearer"));
    }

    private TuneRecord.Saving saving(SizeFigures chosen, SizeFigures now) {
        if (now == null) {
            return null;
        }
        MonthlyProjection before = month(now);
        MonthlyProjection after = month(chosen);
        return new TuneRecord.Saving(
                settings.invocationsPerMonth(),
                before.totalUsd(),
                after.totalUsd(),
                before.totalUsd().subtract(after.totalUsd()),
                after.notes());
    }

    private MonthlyProjection month(SizeFigures size) {
        Environment environment = present.environment();
        FunctionSize functionSize = new FunctionSize(
                size.memoryMb(),
                environment.architecture(),
                present.record().ephemeralStorageMb(),
                environment.region());
        BigDecimal billed = BigDecimal.valueOf(size.meanMs().value()).multiply(BigDecimal.valueOf(SAMPLE));
        return new LambdaCost(plan.prices())
                .project(Usage.of(functionSize, SAMPLE, billed), settings.invocationsPerMonth(), settings.freeTier());
    }
}
