package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.load.MergedRun;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunIds;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardArchive;
import io.github.lambdaperf.core.shard.ShardRecords;
import io.github.lambdaperf.core.shard.ShardStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** Exchange of the records of shards, and what is made of them. */
final class Sharing {
    private final AbstractPerfMojo mojo;
    private final TargetSettings target;
    private final String location;
    private final Log log;

    /** @param location folder or {@code s3://bucket/prefix} */
    Sharing(AbstractPerfMojo mojo, TargetSettings target, String location, Log log) {
        this.mojo = mojo;
        this.target = target;
        this.location = location;
        this.log = log;
    }

    /** Leaves a shard's record where the merge finds it; the record of a whole load stays where it is. */
    void give(Shard shard, RunDirectory record) {
        if (shard.whole()) {
            return;
        }
        String name = ShardStore.name(shard);
        Path zip = record.path().resolveSibling(name);
        try (AwsSession session = session()) {
            ShardStore store = store(session);
            ShardArchive.pack(record.path(), zip);
            store.put(name, zip);
            log.info("shard " + shard + ": " + store.location(name) + "; perf:merge makes one run of all shards");
        } finally {
            delete(zip);
        }
    }

    /** Makes one run of the records that are there. */
    void merge(Loading loading) {
        Path unpacked = mojo.outputDirectory().resolve("merge-" + RunIds.at(Instant.now()));
        try (AwsSession session = session()) {
            ShardRecords shards = ShardRecords.read(take(store(session), unpacked));
            RunRecord first = shards.records().get(0);
            RunDirectory to = new RunDirectory(mojo.runsDirectory().resolve(RunIds.at(Instant.now())));
            RunRecord run = MergedRun.write(
                    shards,
                    loading.scenarios(new Loading.Options(
                            List.of(),
                            first.options().timeScale(),
                            first.options().seed(),
                            10)),
                    mojo.project().getBasedir().toPath(),
                    mojo.costSettings().prices(),
                    to);
            joinLocalLogs(shards, Loading.localLogs(to.path()));
            shards.lines().forEach(log::info);
            run.statusReasons().forEach(log::warn);
            log.info("merged " + shards.records().size() + " of "
                    + first.options().sharding().count() + " shards to the run " + run.runId()
                    + "; perf:analyze and perf:check take it from here");
        } finally {
            delete(unpacked);
        }
    }

    private List<RunDirectory> take(ShardStore store, Path unpacked) {
        List<RunDirectory> records = new ArrayList<>();
        List<String> names = store.names();
        if (names.isEmpty()) {
            throw PerfException.user("there is no record of a shard (" + store.location("shard-*-of-*.zip")
                    + "): run perf:load with perf.shard first, or say by perf.shards where the records are");
        }
        for (String name : names) {
            Path into = unpacked.resolve(Integer.toString(records.size()));
            Path zip = into.resolve("record.zip");
            try {
                Files.createDirectories(into);
            } catch (IOException e) {
                throw PerfException.world("cannot write " + into + ": " + e, e);
            }
            store.get(name, zip);
            records.add(new RunDirectory(ShardArchive.unpack(zip, store.location(name), into)));
        }
        return records;
    }

    /** Shards that each ran a local target have each a part of the function's logs. */
    private static void joinLocalLogs(ShardRecords shards, Path to) {
        for (RunDirectory shard : shards.directories()) {
            Path logs = Loading.localLogs(shard.path());
            if (!Files.isDirectory(logs)) {
                continue;
            }
            try (Stream<Path> files = Files.list(logs)) {
                Files.createDirectories(to);
                for (Path file : files.toList()) {
                    try (OutputStream out = Files.newOutputStream(
                            to.resolve(file.getFileName()), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                        Files.copy(file, out);
                    }
                }
            } catch (IOException e) {
                throw PerfException.world("cannot join the local logs of the shards: " + e, e);
            }
        }
    }

    /** Builds no client unless the records are in a bucket. */
    private AwsSession session() {
        return new AwsSession(new AwsSettings(
                target.isLocal()
                        ? Optional.empty()
                        : Optional.ofNullable(target.endpoint()).map(URI::create),
                Optional.ofNullable(target.region()),
                Optional.ofNullable(target.profile())));
    }

    private ShardStore store(AwsSession session) {
        return ShardStore.of(location, mojo.project().getBasedir().toPath(), session::s3);
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw PerfException.world("cannot remove " + path + ": " + e, e);
        }
    }
}
