package io.github.lambdaperf.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionFingerprintTest {

    @TempDir
    private Path directory;

    /** Expectations from Python's hashlib over the documented bytes. */
    @Test
    void filesAreReadSortedAndMissingEntriesLeftOut() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.createFile(classes.resolve("b.txt"));
        Files.createDirectory(classes.resolve("a"));
        Files.writeString(classes.resolve("a/One.class"), "one");
        Path jar = Files.writeString(directory.resolve("lib.jar"), "jar!");
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"17\"\n");

        FunctionFingerprint found = fingerprint(List.of(classes, directory.resolve("none"), jar));

        assertThat(found)
                .isEqualTo(new FunctionFingerprint(
                        "Zk6VfYn2+0D//ZdOvLXnbOuCWzl2LKexFS1zVuHTQsQ=",
                        7,
                        "66f9c875adc6b04ede7f4822e0c99e5610b970d5875a42374fd91581e90e29b1"));
        Files.writeString(classes.resolve("a/One.class"), "two");
        assertThat(fingerprint(List.of(classes, jar)).codeSha256()).isNotEqualTo(found.codeSha256());
    }

    @Test
    void aRuntimeWithoutAReleaseFileIsItsIdentifier() throws IOException {
        assertThat(fingerprint(List.of()).runtimeVersion())
                .isEqualTo("d32e7ff1b914905c84bbcad70d4afcfa4b9bdb7fbb6eb6db8dbec559325a3b66");
    }

    private FunctionFingerprint fingerprint(List<Path> classPath) throws IOException {
        return FunctionFingerprint.of(FunctionDefinition.builder()
                .name("f")
                .handler("H")
                .classPath(classPath)
                .javaHome(directory)
                .build());
    }
}
