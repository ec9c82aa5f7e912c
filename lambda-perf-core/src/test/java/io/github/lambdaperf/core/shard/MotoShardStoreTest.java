package io.github.lambdaperf.core.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of a server that nobody here wrote, where it is installed. */
class MotoShardStoreTest {
    @TempDir
    private Path directory;

    static boolean installed() throws InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import boto3, moto.server, flask")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "there is no python3 with moto's server")
    void recordsGoThroughABucket() throws Exception {
        Path script = directory.resolve("moto_s3.py");
        try (InputStream in = MotoShardStoreTest.class.getResourceAsStream("moto_s3.py")) {
            Files.copy(in, script);
        }
        Process python = new ProcessBuilder("python3", script.toString())
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
            String endpoint = output.readLine();
            assertThat(endpoint)
                    .as(Files.readString(directory.resolve("errors.txt")))
                    .isNotNull();
            try (AwsSession session = new AwsSession(
                    new AwsSettings(Optional.of(URI.create(endpoint)), Optional.of("us-east-1"), Optional.empty()))) {
                exchange(session);
            }
        } finally {
            python.destroy();
            python.waitFor();
        }
    }

    private void exchange(AwsSession session) throws IOException {
        ShardStore store = ShardStore.of("s3://perf.records/nightly/Größe 1+2", directory, session::s3);
        byte[] record = new byte[300_000];
        for (int i = 0; i < record.length; i++) {
            record[i] = (byte) (i * 31);
        }
        Path file = Files.write(directory.resolve("record.zip"), record);
        assertThat(store.names()).isEmpty();

        store.put("shard-2-of-2.zip", file);
        store.put("shard-1-of-2.zip", file);
        store.put("readme.txt", file);

        assertThat(store.names()).containsExactly("shard-1-of-2.zip", "shard-2-of-2.zip");
        store.get("shard-2-of-2.zip", directory.resolve("back.zip"));
        assertThat(Files.readAllBytes(directory.resolve("back.zip"))).isEqualTo(record);
        assertThatThrownBy(() -> store.get("shard-3-of-2.zip", directory.resolve("none.zip")))
                .isInstanceOf(PerfException.class)
                .hasMessage(
                        "S3 refuses GetObject of s3://perf.records/nightly/Größe 1+2/shard-3-of-2.zip: The specified"
                                + " key does not exist.");
        assertThatThrownBy(() ->
                        ShardStore.of("s3://nobody", directory, session::s3).names())
                .isInstanceOf(PerfException.class)
                .hasMessage("S3 refuses ListObjectsV2 of s3://nobody/: The specified bucket does not exist");
    }
}
