package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.logs.InvocationReport;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.SlowInvocation;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.shard.SamplesFile;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import io.github.lambdaperf.core.threshold.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;

/** What shards measured, through their files and added up, is what one generator measures of the same answers. */
class MergedSamplesTest {
    private static final List<Threshold> THRESHOLDS = List.of(
            Threshold.parse("invocation_duration{kind:slow}", "p(97)<1000"),
            Threshold.parse("invocation_success", "rate>0.5"));
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    @Property(tries = 25)
    void mergedIsWhatOneRunIsToTheLastBucket(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12_000) int samples,
            @ForAll @IntRange(min = 1, max = 9) int shards)
            throws IOException {
        ScenarioRecorder one = recorder();
        List<ScenarioRecorder> parts =
                IntStream.range(0, shards).mapToObj(i -> recorder()).toList();
        parts.forEach(ScenarioRecorder::keepSamples);
        SplittableRandom random = new SplittableRandom(seed);
        long due = 0;
        for (int i = 0; i < samples; i++) {
            due += random.nextLong(2_000_000);
            Sample sample = sample(random, due, i);
            ScenarioRecorder part = parts.get(random.nextInt(shards));
            for (ScenarioRecorder recorder : List.of(one, part)) {
                recorder.started(due, 1, 1);
                recorder.add(sample);
            }
        }

        ScenarioRecorder merged = merged(parts);

        Path files = Files.createTempDirectory("merged");
        try {
            assertThat(histograms(merged, files)).isEqualTo(histograms(one, files));
        } finally {
            delete(files);
        }
        assertThat(merged.seconds()).isEqualTo(one.seconds(), within(1e-9));
        assertEqual(merged.metricRecords(10), one.metricRecords(10));
        assertJudged(ScenarioRecords.judgedMetrics(merged), ScenarioRecords.judgedMetrics(one));
        assertThat(merged.checkRecords()).isEqualTo(one.checkRecords());
        assertThat(counts(merged.errorRecords())).isEqualTo(counts(one.errorRecords()));
        assertThat(durations(merged.slowestRecords())).isEqualTo(durations(one.slowestRecords()));
        assertThat(merged.distributions().billed().sum())
                .isEqualTo(one.distributions().billed().sum(), within(1e-6));
        assertThat(merged.distributions().billed().count())
                .isEqualTo(one.distributions().billed().count());
        assertThat(merged.distributions().errors().toCount().events())
                .isEqualTo(one.distributions().errors().toCount().events());
        assertThat(merged.distributions().maxMemoryMb())
                .isEqualTo(one.distributions().maxMemoryMb());
        assertThat(sums(merged.timelinePoints())).isEqualTo(sums(one.timelinePoints(at -> Double.NaN)));
    }

    private static ScenarioRecorder recorder() {
        return new ScenarioRecorder(THRESHOLDS, List.of("status is 200", "has id"), 0, START);
    }

    /** As the merge goal does it: files first, then block counts, then sums. */
    private static ScenarioRecorder merged(List<ScenarioRecorder> parts) throws IOException {
        Path directory = Files.createTempDirectory("samples");
        try {
            Map<String, Integer> groups = new HashMap<>();
            List<ScenarioSamples> read = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                SamplesFile.write(
                        new RunDirectory(directory), "shard" + i, parts.get(i).samples(at -> Double.NaN, 10, 20));
                read.add(SamplesFile.read(new RunDirectory(directory), "shard" + i));
                read.get(i).blocks().forEach((name, blocks) -> {
                    if (blocks.size() > 0) {
                        groups.merge(name, blocks.size(), Math::min);
                    }
                });
            }
            ScenarioRecorder merged = recorder();
            for (int i = 0; i < parts.size(); i++) {
                merged.absorb(record(parts.get(i)), read.get(i), groups);
            }
            return merged;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static ScenarioRecord record(ScenarioRecorder recorder) {
        return new ScenarioRecord(
                "s",
                "s.yaml",
                "d",
                "e",
                0,
                0,
                null,
                new TreeMap<>(),
                recorder.checkRecords(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                recorder.errorRecords(),
                recorder.slowestRecords(),
                null,
                null,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    private static Sample sample(SplittableRandom random, long due, int number) {
        double ms = 1 + 200 * -Math.log(1 - random.nextDouble());
        boolean slow = ms > 300;
        int kind = random.nextInt(20);
        InvokeOutcome outcome =
                kind == 0 ? InvokeOutcome.FUNCTION_ERROR : kind == 1 ? InvokeOutcome.THROTTLED : InvokeOutcome.SUCCESS;
        InvocationReport report = kind == 1 || kind == 2
                ? null
                : new InvocationReport(
                        "id" + number,
                        ms * 0.9,
                        OptionalDouble.of(Math.ceil(ms * 0.9)),
                        OptionalDouble.of(512),
                        OptionalDouble.of(100 + random.nextInt(50)),
                        kind == 3 ? OptionalDouble.of(300 + random.nextInt(100)) : OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        null,
                        null);
        long sent = due + random.nextLong(100_000);
        InvokeResponse response = new InvokeResponse(
                outcome,
                sent,
                sent + (long) (ms * 1e6),
                kind == 1 ? 429 : 200,
                "id" + number,
                "$LATEST",
                null,
                null,
                new byte[0],
                kind == 0 ? "Error" + random.nextInt(3) : null,
                kind == 1 ? "ConcurrentInvocationLimitExceeded" : null,
                "message",
                null);
        return new Sample(
                due,
                true,
                due,
                response,
                report,
                new boolean[] {outcome == InvokeOutcome.SUCCESS, random.nextBoolean()},
                Map.of("kind", slow ? "slow" : "fast", "start", kind == 3 ? "cold" : "warm"),
                0,
                UnaryOperator.identity());
    }

    private static SortedMap<String, Histogram> histograms(ScenarioRecorder recorder, Path files) {
        RunDirectory directory = new RunDirectory(files);
        recorder.writeHistograms(directory, "s");
        return Histograms.read(Histograms.file(directory, "s"));
    }

    private static void assertEqual(SortedMap<String, MetricRecord> merged, SortedMap<String, MetricRecord> one) {
        assertThat(merged.keySet()).isEqualTo(one.keySet());
        one.forEach((name, expected) -> {
            MetricRecord actual = merged.get(name);
            assertThat(actual.count()).as(name).isEqualTo(expected.count());
            assertThat(actual.values().keySet())
                    .as(name)
                    .isEqualTo(expected.values().keySet());
            expected.values()
                    .forEach((aggregation, value) -> assertThat(actual.values().get(aggregation))
                            .as("%s %s", name, aggregation)
                            // sums of doubles in another order
                            .isCloseTo(value, within(Math.abs(value) * 1e-12)));
        });
    }

    /** What verdicts are made of; error margins come from other blocks. */
    private static void assertJudged(SortedMap<String, JudgedMetric> merged, SortedMap<String, JudgedMetric> one) {
        assertThat(merged.keySet()).isEqualTo(one.keySet());
        one.forEach((name, expected) -> {
            JudgedMetric actual = merged.get(name);
            assertThat(actual.value()).as(name).isCloseTo(expected.value(), within(expected.value() * 1e-12));
            assertThat(actual.n()).as(name).isEqualTo(expected.n());
            if (actual.state() == JudgedMetric.State.OK) {
                assertThat(actual.se()).as(name).isFinite().isNotNegative();
            }
        });
    }

    private static Map<String, Long> counts(List<ErrorRecord> errors) {
        return errors.stream()
                .collect(
                        Collectors.toMap(error -> error.outcome() + error.type() + error.reason(), ErrorRecord::count));
    }

    private static List<Double> durations(List<SlowInvocation> slowest) {
        return slowest.stream().map(SlowInvocation::durationMs).toList();
    }

    private static List<String> sums(List<TimelinePoint> points) {
        return points.stream()
                .map(point -> point.second() + ": " + point.started() + " " + point.completed() + " " + point.errors()
                        + " " + point.throttles() + " " + point.coldStarts())
                .toList();
    }
}
