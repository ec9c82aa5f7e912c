package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.check.ResponseCheck;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.metric.BlockSamples;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.LoadOptions;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.Sharding;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.ThresholdSpec;
import io.github.lambdaperf.core.shard.SamplesFile;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import io.github.lambdaperf.core.shard.ShardRecords;
import io.github.lambdaperf.core.threshold.Threshold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The records of shards made one: the same figures as if one generator had taken all samples, since histograms, counts and
 * sums add up; percentiles are read from what was added up, never averaged.
 */
public final class MergedRun {
    private final ShardRecords shards;
    private final List<Scenario> scenarios;
    private final Path projectDirectory;
    private final PriceTable prices;
    private final Histogram lag = new Histogram(3);
    private final Map<String, List<TimelinePoint>> timelines = new LinkedHashMap<>();

    private MergedRun(ShardRecords shards, List<Scenario> scenarios, Path projectDirectory, PriceTable prices) {
        this.shards = shards;
        this.scenarios = scenarios;
        this.projectDirectory = projectDirectory;
        this.prices = prices;
    }

    /**
     * Merges, and writes the record.
     *
     * @param scenarios of the project, scaled as the shards' were
     * @param projectDirectory that scenario files are named relative to
     * @param to where the merged record goes; the directory's name is its run id
     * @throws PerfException where the scenarios are not those that the shards ran
     */
    public static RunRecord write(
            ShardRecords shards, List<Scenario> scenarios, Path projectDirectory, PriceTable prices, RunDirectory to) {
        return new MergedRun(shards, scenarios, projectDirectory, prices).write(to);
    }

    private RunRecord write(RunDirectory to) {
        List<String> names = shards.records().stream()
                .flatMap(record -> record.scenarios().stream())
                .map(ScenarioRecord::name)
                .distinct()
                .toList();
        List<String> reasons = new ArrayList<>(shards.reasons());
        List<ScenarioRecord> merged = new ArrayList<>();
        for (String name : names) {
            merged.add(merge(scenario(name), to, reasons));
        }
        TimelineFile.write(to.path().resolve(TimelineFile.NAME), timelines);
        RunRecord first = shards.records().get(0);
        GeneratorHealth health = health();
        if (!health.valid()) {
            reasons.add(health.problem());
        }
        Sharding sharding = first.options().sharding();
        RunRecord run = new RunRecord(
                RunRecord.SCHEMA,
                to.path().getFileName().toString(),
                extreme(RunRecord::startedAt, Comparator.reverseOrder()),
                extreme(RunRecord::endedAt, Comparator.naturalOrder()),
                !health.valid()
                        ? RunRecord.Status.INVALID
                        : reasons.isEmpty() ? RunRecord.Status.COMPLETE : RunRecord.Status.PARTIAL,
                reasons,
                first.tool(),
                first.commit(),
                first.environment(),
                first.function(),
                health,
                labels(),
                merged,
                new LoadOptions(
                        first.options().timeScale(),
                        first.options().seed(),
                        new Sharding(
                                null,
                                sharding.count(),
                                sharding.startAt(),
                                shards.records().stream().map(RunRecord::runId).toList())),
                null);
        to.write(run);
        return run;
    }

    private List<String> labels() {
        return Stream.concat(
                        Stream.of("merged of " + shards.records().size() + " shards"),
                        shards.records().stream().flatMap(record -> record.labels().stream()))
                .distinct()
                .toList();
    }

    private Instant extreme(Function<RunRecord, Instant> instant, Comparator<Instant> order) {
        return shards.records().stream().map(instant).max(order).orElseThrow();
    }

    private Scenario scenario(String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> PerfException.user("the shards ran the scenario " + name
                        + ", which this project has not: merge in a checkout of the same commit"));
    }

    private ScenarioRecord merge(Scenario scenario, RunDirectory to, List<String> reasons) {
        List<Integer> with = new ArrayList<>();
        Set<ThresholdSpec> abortedBy = new HashSet<>();
        for (int i = 0; i < shards.records().size(); i++) {
            ScenarioRecord record = shards.scenario(i, scenario.name());
            if (record == null) {
                reasons.add("shard " + shards.index(i) + " has not run " + scenario.name());
                continue;
            }
            if (!record.digest().equals(scenario.digest())) {
                throw PerfException.user("the scenario " + scenario.name() + " is not the one that shard "
                        + shards.index(i) + " ran: merge in a checkout of the same commit");
            }
            with.add(i);
            record.thresholds().stream()
                    .filter(threshold -> threshold.aborted())
                    .forEach(threshold -> scenario.thresholds().stream()
                            .filter(spec -> spec.metric().equals(threshold.metric())
                                    && spec.expression().equals(threshold.expression()))
                            .forEach(abortedBy::add));
        }
        // one shard's samples at a time: with all of them in memory a thousand would not fit
        Map<String, Integer> groups = new HashMap<>();
        Instant start = null;
        for (int i : with) {
            ScenarioSamples samples = samples(i, scenario.name());
            start = start == null || samples.start().isBefore(start) ? samples.start() : start;
            for (Map.Entry<String, BlockSamples> blocks : samples.blocks().entrySet()) {
                if (blocks.getValue().size() > 0) {
                    groups.merge(blocks.getKey(), blocks.getValue().size(), Math::min);
                }
            }
        }
        List<Threshold> thresholds = scenario.thresholds().stream()
                .map(spec -> Threshold.parse(spec.metric(), spec.expression()))
                .toList();
        List<String> checks = scenario.checks().entrySet().stream()
                .map(check -> ResponseCheck.compile(check.getKey(), check.getValue()))
                .map(ResponseCheck::name)
                .toList();
        ScenarioRecorder recorder = new ScenarioRecorder(thresholds, checks, 0, start);
        long sent = 0;
        long received = 0;
        for (int i : with) {
            ScenarioSamples samples = samples(i, scenario.name());
            absorb(recorder, shards.scenario(i, scenario.name()), samples, groups);
            sent += samples.bytesSent();
            received += samples.bytesReceived();
        }
        lag.add(recorder.lag());
        recorder.writeHistograms(to, scenario.name());
        timelines.put(scenario.name(), recorder.timelinePoints());
        return ScenarioRecords.of(
                projectDirectory,
                prices,
                scenario,
                thresholds,
                new ScenarioRecords.Measured(recorder, abortedBy, null, null, null, sent, received),
                shards.records().get(0).environment(),
                shards.records().get(0).function());
    }

    /** @throws PerfException where the samples are not what a shard writes */
    static void absorb(
            ScenarioRecorder recorder, ScenarioRecord record, ScenarioSamples samples, Map<String, Integer> groups) {
        try {
            recorder.absorb(record, samples, groups);
        } catch (RuntimeException e) {
            throw PerfException.user("the samples of " + record.name() + " that a shard left are damaged (" + e
                    + "): run the shard again");
        }
    }

    private ScenarioSamples samples(int shard, String scenario) {
        return SamplesFile.read(shards.directories().get(shard), scenario);
    }

    /** The worst of the machines, since each is blamed for itself. */
    private GeneratorHealth health() {
        List<GeneratorHealth> all =
                shards.records().stream().map(RunRecord::generator).toList();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).valid()) {
                problems.add("shard " + shards.index(i) + ": " + all.get(i).problem());
            }
        }
        return new GeneratorHealth(
                lag.getValueAtPercentile(50) / 1000.0,
                lag.getValueAtPercentile(99) / 1000.0,
                lag.getTotalCount() == 0 ? 0 : lag.getMaxValue() / 1000.0,
                worst(all, GeneratorHealth::cpu),
                all.stream().mapToLong(GeneratorHealth::gcPauseMs).max().orElse(0),
                null,
                all.stream().map(GeneratorHealth::otherCpu).allMatch(Objects::isNull)
                        ? null
                        : worst(all, health -> health.otherCpu() == null ? 0 : health.otherCpu()),
                all.stream()
                        .flatMap(health -> health.clients().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                all.stream().mapToLong(GeneratorHealth::rehearsedMs).max().orElse(0),
                problems.isEmpty(),
                problems.isEmpty() ? null : problems.stream().collect(Collectors.joining("; ")));
    }

    private static double worst(List<GeneratorHealth> all, ToDoubleFunction<GeneratorHealth> figure) {
        return all.stream().mapToDouble(figure).max().orElse(0);
    }
}
