package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardIndex;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs the scenarios of {@code src/perf} against the function and leaves a run record in {@code target/perf/runs}. Fails
 * only where the load could not be run, or where a threshold with {@code abortOnFail} ended it; {@code perf:check} judges.
 */
@Mojo(
        name = "load",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class LoadMojo extends AbstractLoadMojo {

    /**
     * Which share of the load this build runs: {@code 3/10}, {@code auto} (the index that AWS Batch, Kubernetes, GitLab,
     * CircleCI, Buildkite or Azure Pipelines gave this job) or {@code auto/10}; all of it without.
     */
    @Parameter(property = "perf.shard")
    private String shard;

    /** When all shards start, such as {@code 2026-11-23T12:00:00Z}; without it each when it is ready. */
    @Parameter(property = "perf.startAt")
    private String startAt;

    /** Where a shard leaves its record for {@code merge}: a folder, or {@code s3://bucket/prefix}. */
    @Parameter(property = "perf.shards", defaultValue = "${project.build.directory}/perf/shards")
    private String shards;

    private final LoadGate gate;

    @Inject
    LoadMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean isTest() {
        return true;
    }

    @Override
    void perform() throws InterruptedException {
        TargetSettings target = targetSettings();
        Shard share = ShardIndex.of(shard, System.getenv());
        Sharing sharing = new Sharing(this, target, shards, getLog());
        new Loading(this, target, gate, getLog())
                .sharing(share, instant(startAt), record -> sharing.give(share, record))
                .run(loadOptions());
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw PerfException.user(
                    "perf.startAt is '" + text + "': it must be an instant such as 2026-11-23T12:00:00Z");
        }
    }
}
