package io.github.lambdaperf.core.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void bringsBackTheFolderWithAllBelowIt() throws IOException {
        Path run = Files.createDirectories(directory.resolve("20261123T100000.000Z/local"))
                .getParent();
        Files.writeString(run.resolve("run.json"), "{}");
        Files.writeString(run.resolve("local/logs.ndjson"), "a\nb\n");

        ShardArchive.pack(run, directory.resolve("record.zip"));
        Path unpacked = ShardArchive.unpack(directory.resolve("record.zip"), "record", directory.resolve("there"));

        assertThat(unpacked).isEqualTo(directory.resolve("there/20261123T100000.000Z"));
        assertThat(unpacked.resolve("run.json")).hasContent("{}");
        assertThat(unpacked.resolve("local/logs.ndjson")).hasContent("a\nb\n");
    }

    @Test
    void leadsNowhereElse() throws IOException {
        Path zip = directory.resolve("evil.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("run/../../outside"));
            entries.write("x".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> ShardArchive.unpack(zip, "shard-1-of-2.zip", directory.resolve("there")))
                .isInstanceOf(PerfException.class)
                .hasMessage("shard-1-of-2.zip is not the record of a shard, or damaged (the entry run/../../outside is"
                        + " not one of a record): run the shard again");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    @Test
    void tellsWhatIsNoArchive() throws IOException {
        Path zip = Files.writeString(directory.resolve("half.zip"), "not a zip");

        assertThatThrownBy(() -> ShardArchive.unpack(zip, "half.zip", directory.resolve("there")))
                .isInstanceOf(PerfException.class)
                .hasMessage("half.zip is not the record of a shard, or damaged (it is empty, or no zip file): run the"
                        + " shard again");
    }
}
