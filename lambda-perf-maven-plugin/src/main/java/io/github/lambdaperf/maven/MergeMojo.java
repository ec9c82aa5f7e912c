package io.github.lambdaperf.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes one run of the records of all shards, which {@code perf:load} with {@code perf.shard} left: its figures are those
 * of one generator that took all samples. {@code perf:analyze} and {@code perf:check} go on from there.
 */
@Mojo(name = "merge", threadSafe = true)
public class MergeMojo extends AbstractTargetMojo {

    /** Where the shards left their records: a folder, or {@code s3://bucket/prefix}. */
    @Parameter(property = "perf.shards", defaultValue = "${project.build.directory}/perf/shards")
    private String shards;

    private final LoadGate gate;

    @Inject
    MergeMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean usesRecords() {
        return true;
    }

    @Override
    void perform() {
        TargetSettings target = targetSettings();
        new Sharing(this, target, shards, getLog()).merge(new Loading(this, target, gate, getLog()));
    }
}
