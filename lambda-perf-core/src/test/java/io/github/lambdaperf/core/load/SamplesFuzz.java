package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.shard.SamplesFile;
import io.github.lambdaperf.core.shard.ScenarioSamples;
import io.github.lambdaperf.core.shard.ShardArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What shards left, and may have been changed on its way. */
public final class SamplesFuzz {
    private static final ScenarioRecord RECORD = new ScenarioRecord(
            "load",
            "load.yaml",
            "d",
            "e",
            0,
            0,
            null,
            new TreeMap<>(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            List.of(),
            null,
            null,
            new TreeMap<>(),
            List.of(),
            null,
            null,
            List.of(),
            null);

    private SamplesFuzz() {}

    /** Refused, or added up to what can be written. */
    public static void samples(byte[] input) {
        beside(input, "load.samples.json", file -> {
            RunDirectory directory = new RunDirectory(file.getParent());
            ScenarioSamples samples = SamplesFile.read(directory, "load");
            ScenarioRecorder recorder = new ScenarioRecorder(List.of(), List.of(), 0, samples.start());
            Map<String, Integer> groups = new HashMap<>();
            samples.blocks().forEach((name, blocks) -> {
                if (blocks.size() > 0) {
                    groups.put(name, blocks.size());
                }
            });
            MergedRun.absorb(recorder, RECORD, samples, groups);
            recorder.metricRecords(10);
            recorder.timelinePoints();
            recorder.writeHistograms(directory, "load");
        });
    }

    /** Refused, or unpacked into its place and nowhere else. */
    public static void archive(byte[] input) {
        beside(input, "shard-1-of-2.zip", file -> {
            Path into = file.resolveSibling("into");
            assertThat(ShardArchive.unpack(file, "shard-1-of-2.zip", into)).startsWith(into);
        });
    }

    private static void beside(byte[] input, String name, Consumer<Path> use) {
        try {
            Path directory = Files.createTempDirectory("fuzz");
            try {
                use.accept(Files.write(directory.resolve(name), input));
            } catch (PerfException e) {
                assertThat(e.blame()).as(e.getMessage()).isEqualTo(PerfException.Blame.USER);
            } finally {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
