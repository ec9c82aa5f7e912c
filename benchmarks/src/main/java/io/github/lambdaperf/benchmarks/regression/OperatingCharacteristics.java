package io.github.lambdaperf.benchmarks.regression;

import io.github.lambdaperf.core.regression.RuleSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Prints how often the regression rule and its peers alarm, as Markdown tables; one seed, one output. */
public final class OperatingCharacteristics {
    private static final double RUN_SHIFT = 0.03;
    private static final double DRIFT = 0.05;
    private static final String[] QUANTILES = {"p50", "p95", "p99"};

    private final int trials;
    private final long seed;
    private final int bankSize;
    private final PrintStream out;

    /**
     * Sets the size of the simulation.
     *
     * @param trials builds for each rule and effect, at least 20
     * @param bankSize simulated baseline runs to draw from, at least 40
     */
    public OperatingCharacteristics(int trials, long seed, int bankSize, PrintStream out) {
        if (trials < 20 || bankSize < 40) {
            throw new IllegalArgumentException(
                    "--trials must be at least 20 and --bank at least 40, not " + trials + " and " + bankSize);
        }
        this.trials = trials;
        this.seed = seed;
        this.bankSize = bankSize;
        this.out = out;
    }

    /** Runs with {@code --trials}, {@code --seed} and {@code --bank}. */
    public static void main(String[] args) {
        int trials = 3_000;
        long seed = 2026;
        int bank = 800;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a number");
            }
            switch (args[i]) {
                case "--trials" -> trials = Integer.parseInt(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--bank" -> bank = Integer.parseInt(args[i + 1]);
                default ->
                    throw new IllegalArgumentException(args[i] + " is not an option: use --trials, --seed and --bank");
            }
        }
        new OperatingCharacteristics(trials, seed, bank, System.out).print();
    }

    /** Simulates, and prints all tables. */
    public void print() {
        SplittableRandom random = new SplittableRandom(seed);
        Banks banks = Banks.of(bankSize, RUN_SHIFT, Banks.REQUESTS / 2, random.split());
        line(
                "Seed %d, %d builds for each rule and effect, %d baselines judged 20 times, %d simulated baseline runs and"
                        + " %d for each effect. Two standard errors of a share of 1 %%: ±%.1f points, of 50 %%: ±%.1f; of the"
                        + " column of 20 builds at 20 %%: ±%.1f.",
                seed,
                trials,
                Row.baselines(trials),
                bankSize,
                bankSize / 2,
                200 * error(0.01, trials),
                200 * error(0.5, trials),
                200 * error(0.2, Row.baselines(trials)));
        perMetric(banks);
        build(banks, random.split());
        sensitivity(banks, random.split());
        alternatives(banks);
    }

    private void perMetric(Banks banks) {
        line("%n### One metric%n");
        line("False alarm %% | detected at +5 / +10 / +20 %% | at least one false alarm in 20 builds.%n");
        line("| rule | server p50 | server p95 | server p99 | runs, unchanged build |");
        line("|---|---|---|---|---|");
        metricRow(banks, "github-action-benchmark, 200 %", 1, (t, q) -> PeerRules.ratio(t, q, 2.0));
        metricRow(banks, "fixed +10 % against one run", 1, (t, q) -> PeerRules.ratio(t, q, 1.1));
        metricRow(banks, "fixed +20 % against one run", 1, (t, q) -> PeerRules.ratio(t, q, 1.2));
        metricRow(banks, "bencher t-test .99, 5 runs", 1, PeerRules::bencher);
        metricRow(banks, "benchstat, 5 against 5 runs", 5, PeerRules::benchstat);
        metricRow(banks, "Mann-Whitney on 20 time slices", 1, PeerRules::slices);
        metricRow(banks, "Kayenta on 20 time slices", 1, (t, q) -> PeerRules.kayenta(t, q, 1.0));
        metricRow(banks, "Kayenta, allowedIncrease 1.1", 1, (t, q) -> PeerRules.kayenta(t, q, 1.1));
        slowRow(banks, "Mann-Whitney on requests", PeerRules::requests);
        slowRow(banks, "Criterion, noise 1 % (of the mean)", t -> PeerRules.criterion(t, 0.01));
        slowRow(banks, "Criterion, noise 5 % (of the mean)", t -> PeerRules.criterion(t, 0.05));
        for (int runs : new int[] {1, 3, 5, 10}) {
            productRow(banks, "**stored**, baseline of " + runs, q -> ProductRule.single(runs, metric(q))::stored);
        }
        productRow(banks, "**auto**, baseline of 1", q -> ProductRule.single(1, metric(q))::auto);
        productRow(banks, "**auto**, baseline of 5", q -> ProductRule.single(5, metric(q))::auto);
        productRow(banks, "**interleaved**", q -> ProductRule.single(5, metric(q))::interleaved);
    }

    private void build(Banks banks, SplittableRandom random) {
        line("%n### A whole build of ten gated metrics%n");
        header("rule");
        int metrics = SimulatedRun.METRICS.size();
        buildRow(banks, "+10 % on any of 9", anyOf(metrics, 1, (t, m) -> PeerRules.ratio(t, m, 1.1)));
        buildRow(banks, "+20 % on any of 9", anyOf(metrics, 1, (t, m) -> PeerRules.ratio(t, m, 1.2)));
        buildRow(banks, "bencher t-test .99 on any of 9", anyOf(metrics, 1, PeerRules::bencher));
        buildRow(banks, "benchstat 5 against 5 on any of 9", anyOf(metrics, 5, PeerRules::benchstat));
        ProductRule five = ProductRule.defaults(5);
        buildRow(banks, "**stored**, baseline of 5 (default)", five::stored);
        buildRow(banks, "stored, baseline of 5, maxRuns 3", five.withMaxRuns(3)::stored);
        buildRow(banks, "stored, alpha 0.05, maxRuns 3", ProductRule.designed()::stored);
        buildRow(banks, "stored, baseline of 10", ProductRule.defaults(10)::stored);
        buildRow(banks, "**auto**, baseline of 5", five::auto);
        buildRow(banks, "auto, baseline of 1", ProductRule.defaults(1)::auto);
        buildRow(banks, "auto, baseline of 5, p99 of interleaved runs left out", five.withSufficientOnly()::auto);
        buildRow(banks, "**interleaved**", five::interleaved);
        Banks drifted = banks.withDrift(bankSize / 4, RUN_SHIFT, DRIFT, random);
        buildRow(drifted, "stored, platform 5 % slower than when stored", five::stored);
        buildRow(drifted, "auto, platform 5 % slower than when stored", five::auto);
    }

    private void sensitivity(Banks banks, SplittableRandom random) {
        line("%n### Where runs differ more or less than assumed%n");
        header("run-to-run shift");
        for (double shift : new double[] {0.02, 0.04, 0.06}) {
            Banks other = banks.withRunShift(bankSize / 4, shift, random);
            String name = String.format(Locale.ROOT, "%.0f %%", 100 * shift);
            buildRow(other, "stored, " + name, ProductRule.defaults(5)::stored);
            buildRow(other, "auto, " + name, ProductRule.defaults(5)::auto);
        }
    }

    private void alternatives(Banks banks) {
        line("%n### Other levels%n");
        header("rule");
        for (double alpha : new double[] {0.01, 0.03, 0.05, 0.10}) {
            String name = String.format(Locale.ROOT, "stored, alpha %.2f", alpha);
            buildRow(banks, name, ProductRule.defaults(5).withAlpha(alpha)::stored);
        }
        // an eleventh test divides the level of each by eleven instead of ten
        double eleventh = RuleSettings.STORED_ALPHA * 10 / 11;
        buildRow(
                banks,
                "stored, an eleventh metric that never moves",
                ProductRule.defaults(5).withAlpha(eleventh)::stored);
        buildRow(banks, "interleaved, alpha 0.05", ProductRule.defaults(5).withAlpha(0.05)::interleaved);
    }

    private interface MetricRule {
        boolean red(Trial trial, int metric);
    }

    private interface RuleForMetric {
        BuildRule of(int quantile);
    }

    private static BuildRule anyOf(int metrics, int runs, MetricRule rule) {
        return trial -> BuildRule.Outcome.of(IntStream.range(0, metrics).anyMatch(m -> rule.red(trial, m)), runs);
    }

    private void metricRow(Banks banks, String name, int runs, MetricRule rule) {
        productRow(banks, name, q -> trial -> BuildRule.Outcome.of(rule.red(trial, q), runs));
    }

    private void productRow(Banks banks, String name, RuleForMetric rule) {
        List<Row> rows = IntStream.range(0, QUANTILES.length)
                .mapToObj(q -> Row.of(banks, rule.of(q), trials, seed))
                .toList();
        line(
                "| %s | %s | %.1f |",
                name,
                rows.stream().map(OperatingCharacteristics::cell).collect(Collectors.joining(" | ")),
                rows.stream().mapToDouble(row -> row.loadRuns()[0]).average().orElseThrow());
    }

    /** A rule on the whole distribution, which costs far more for each build: with a tenth of the builds. */
    private void slowRow(Banks banks, String name, Predicate<Trial> rule) {
        Row row = Row.of(banks, trial -> BuildRule.Outcome.of(rule.test(trial), 1), trials / 10, seed);
        line("| %s | %s | - | - | 1.0 |", name, cell(row));
    }

    private void header(String first) {
        line(
                "| %s | false red %% | detects +5 / +10 / +20 %% | undecided, unchanged build %% | at least one false red in"
                        + " 20 builds %% | load runs, unchanged build |",
                first);
        line("|---|---|---|---|---|---|");
    }

    private void buildRow(Banks banks, String name, BuildRule rule) {
        Row row = Row.of(banks, rule, trials, seed);
        line(
                "| %s | %s | %s | %s | %s | %.2f |",
                name,
                percent(row.red()[0]),
                powers(row),
                percent(row.undecided()[0]),
                percent(row.redIn20()),
                row.loadRuns()[0]);
    }

    private static String cell(Row row) {
        return percent(row.red()[0]) + " \\| " + powers(row) + " \\| " + percent(row.redIn20());
    }

    private static String powers(Row row) {
        return DoubleStream.of(row.red())
                .skip(1)
                .mapToObj(OperatingCharacteristics::percent)
                .collect(Collectors.joining(" / "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String metric(int quantile) {
        return "server.warm." + QUANTILES[quantile];
    }

    private static double error(double share, int count) {
        return Math.sqrt(share * (1 - share) / count);
    }

    private void line(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
