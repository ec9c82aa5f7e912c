package io.github.lambdaperf.core.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where shards leave their records: what arrives, and what is said where it does not. */
class ShardStoreTest {
    private static final byte[] DENIED =
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private ShardStore folder(String name) {
        return ShardStore.of(name, directory, bucket -> null);
    }

    @Test
    void aFolderHoldsRecordsAndOthersFoldersOfThem() throws Exception {
        Path file = Files.writeString(directory.resolve("record.zip"), "record");
        ShardStore store = folder("shards");
        assertThat(store.names()).isEmpty();

        store.put("shard-2-of-3.zip", file);
        Files.createDirectories(directory.resolve("shards/job-1"));
        Files.copy(file, directory.resolve("shards/job-1/shard-1-of-3.zip"));
        Files.copy(file, directory.resolve("shards/readme.zip"));

        assertThat(store.names()).containsExactly("job-1/shard-1-of-3.zip", "shard-2-of-3.zip");
        store.get("job-1/shard-1-of-3.zip", directory.resolve("back.zip"));
        assertThat(directory.resolve("back.zip")).hasContent("record");
    }

    @Test
    void whatCannotBePutLeavesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("record.zip"), "record");
        Path taken = directory.resolve("shards/shard-1-of-2.zip");
        Files.createDirectories(taken.resolve("full"));

        assertThatThrownBy(() -> folder("shards").put("shard-1-of-2.zip", file))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("cannot write " + taken + " (")
                .hasMessageEndingWith(
                        "): make the folder writable, free some space, or name another one by -Dperf.shards");
        assertThat(directory.resolve("shards")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aPermissionThatIsMissingIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("record.zip"), "record");
        HttpServer s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        s3.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, DENIED.length);
            exchange.getResponseBody().write(DENIED);
            exchange.close();
        });
        s3.start();
        URI endpoint = URI.create("http://127.0.0.1:" + s3.getAddress().getPort());
        try (AwsSession session =
                new AwsSession(new AwsSettings(Optional.of(endpoint), Optional.of("us-east-1"), Optional.empty()))) {
            ShardStore store = ShardStore.of("s3://records/nightly", directory, session::s3);

            assertThatThrownBy(() -> store.put("shard-1-of-2.zip", file))
                    .isInstanceOf(PerfException.class)
                    .hasMessage("S3 refuses PutObject of s3://records/nightly/shard-1-of-2.zip: Access Denied; allow"
                            + " s3:PutObject");
            assertThatThrownBy(store::names)
                    .isInstanceOf(PerfException.class)
                    .hasMessage(
                            "S3 refuses ListObjectsV2 of s3://records/nightly/: Access Denied; allow s3:ListBucket");
            assertThatThrownBy(() -> store.get("shard-1-of-2.zip", directory.resolve("back.zip")))
                    .isInstanceOf(PerfException.class)
                    .hasMessage("S3 refuses GetObject of s3://records/nightly/shard-1-of-2.zip: Access Denied; allow"
                            + " s3:GetObject");
        } finally {
            s3.stop(0);
        }
        assertThat(directory.resolve("back.zip")).doesNotExist();
    }
}
