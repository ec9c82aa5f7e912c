package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassScanTest {
    private static final String HANDLER = "com.amazonaws.services.lambda.runtime.RequestHandler";

    /** The class path of these tests has AWS's SDK on it. */
    @Test
    void readsWhatIsAskedForAndWhatThatExtends() {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        String asked = SampleEventTest.OfBuckets.class.getName();

        try (ScanResult result = ClassScan.of(classPath, Set.of(asked))) {
            assertThat(result.getClassInfo(asked).implementsInterface(HANDLER)).isTrue();
            assertThat(result.getAllClasses()).hasSizeLessThan(20);
            assertThat(ClassScan.isMissing(result.getClassInfo(asked), asked)).isFalse();
            assertThat(result.getAllClasses().stream().filter(info -> ClassScan.isMissing(info, info.getName())))
                    .extracting(ClassInfo::getName)
                    .contains(HANDLER);
        }
    }

    @Test
    void namesTheClassesOfADirectory(@TempDir Path directory) throws IOException {
        copy(EchoHandler.class, directory);
        copy(SampleEventTest.OfBuckets.class, directory);
        Files.writeString(directory.resolve("log4j2.xml"), "<Configuration/>");

        assertThat(ClassScan.names(directory))
                .containsExactlyInAnyOrder(EchoHandler.class.getName(), SampleEventTest.OfBuckets.class.getName());
        assertThat(ClassScan.names(directory.resolve("classes"))).isEmpty();
    }

    /** Puts a class of these tests into a directory, as a compiler does. */
    static void copy(Class<?> type, Path directory) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = type.getResourceAsStream("/" + file)) {
            Files.copy(in, copy);
        }
    }
}
