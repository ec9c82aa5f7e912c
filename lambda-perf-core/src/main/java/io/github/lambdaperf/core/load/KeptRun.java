package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.Histograms;
import io.github.lambdaperf.core.record.LoadOptions;
import io.github.lambdaperf.core.record.RecordSpace;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.TimelineFile;
import io.github.lambdaperf.core.record.TimelinePoint;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/** What a run has measured so far, on the disk after each scenario, whatever ends it. */
final class KeptRun implements AutoCloseable {
    private final LoadPlan plan;
    private final DeployedFunction function;
    private final RunDirectory directory;
    private final Shard shard;
    private final Instant startAt;
    private final GeneratorProbe probe = new GeneratorProbe();
    private final Instant startedAt = Instant.now();
    private final RecordSpace space;
    private final List<ScenarioRecord> scenarios = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final Map<String, List<TimelinePoint>> timelines = new LinkedHashMap<>();
    private final Histogram lag = new Histogram(3);
    private final Set<String> clients = new TreeSet<>();
    private Duration rehearsed = Duration.ZERO;
    private double p99Ms;
    private String invalid;

    /** @throws PerfException where the record could not be kept */
    KeptRun(LoadPlan plan, DeployedFunction function, RunDirectory directory, Shard shard, Instant startAt) {
        this.shard = shard;
        this.startAt = startAt;
        this.plan = plan;
        this.function = function;
        this.directory = directory;
        this.space = RecordSpace.in(directory);
    }

    /** Why the run is partial. */
    void partial(String reason) {
        reasons.add(reason);
    }

    /** Why the run must not be judged. */
    void invalid(String reason) {
        invalid = reason;
    }

    /** The way of an invocation was run beforehand. */
    void rehearsed(Duration time) {
        rehearsed = rehearsed.plus(time);
    }

    boolean isEmpty() {
        return scenarios.isEmpty();
    }

    /**
     * Keeps what a scenario has measured: the record first, as it is what counts, then the histograms and the timeline.
     *
     * @throws PerfException where the disk did not take all of it; the record is there where it took that
     */
    RunRecord add(ScenarioRecord record, ScenarioRun run, String client) {
        clients.add(client);
        scenarios.add(record);
        ScenarioRecorder recorder = run.recorder();
        lag.add(recorder.lag());
        p99Ms = Math.max(
                p99Ms, recorder.distributions().all().histogram().getValueAtPercentile(99) / Histograms.UNITS_PER_MS);
        RunRecord kept = write();
        try {
            writeFiles(record.name(), run);
        } catch (PerfException e) {
            reasons.add(e.getMessage());
            write();
            throw e;
        }
        return kept;
    }

    private void writeFiles(String scenario, ScenarioRun run) {
        ScenarioRecorder recorder = run.recorder();
        recorder.writeHistograms(directory, scenario);
        timelines.put(scenario, recorder.timelinePoints(run::wantedRate));
        TimelineFile.write(directory.path().resolve(TimelineFile.NAME), timelines);
    }

    /** Writes the record as it is now, where there is anything to keep. */
    RunRecord write() {
        if (scenarios.isEmpty()) {
            return null;
        }
        space.close();
        GeneratorHealth health = probe.judge(lag, p99Ms, clients, rehearsed);
        List<String> why = new ArrayList<>(reasons);
        if (!shard.whole()) {
            why.add(ShardRecords.reason(shard));
        }
        RunRecord.Status status = why.isEmpty() ? RunRecord.Status.COMPLETE : RunRecord.Status.PARTIAL;
        if (invalid != null) {
            why.add(invalid);
            status = RunRecord.Status.INVALID;
        } else if (!health.valid()) {
            why.add(health.problem());
            status = RunRecord.Status.INVALID;
        }
        RunRecord record = new RunRecord(
                RunRecord.SCHEMA,
                plan.runId(),
                startedAt,
                Instant.now(),
                status,
                why,
                "lambda-perf " + plan.toolVersion(),
                plan.commit(),
                function.environment(),
                function.record(),
                health,
                plan.labels(),
                scenarios,
                new LoadOptions(plan.timeScale(), plan.seed(), ShardRules.sharding(shard, startAt)),
                plan.confirms());
        directory.write(record);
        return record;
    }

    @Override
    public void close() {
        space.close();
    }
}
