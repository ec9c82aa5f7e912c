package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerFinderTest {
    private final List<Path> classPath = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    @Test
    void findsTheOneHandlerOfTheProjectAndNoneOfItsLibraries(@TempDir Path project) throws IOException {
        ClassScanTest.copy(EchoHandler.class, project);

        assertThat(HandlerFinder.find(project, classPath)).isEqualTo("io.github.lambdaperf.maven.EchoHandler");
    }

    @Test
    void findsAHandlerThatOnlyItsLibraryKnowsToBeOne(@TempDir Path project) throws IOException {
        ClassScanTest.copy(SampleEventTest.OfBuckets.class, project);

        assertThat(HandlerFinder.find(project, classPath))
                .isEqualTo("io.github.lambdaperf.maven.SampleEventTest$OfBuckets");
    }

    @Test
    void listsAllWhereThereAreSeveral() {
        Path classes = classPath.stream()
                .filter(entry -> entry.endsWith("test-classes"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> HandlerFinder.find(classes, classPath))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("Lambda handlers:")
                .hasMessageContaining("io.github.lambdaperf.maven.EchoHandler")
                .hasMessageContaining("io.github.lambdaperf.maven.WaitingHandler");
    }

    @Test
    void saysWhatToDoWhereThereIsNone(@TempDir Path empty) {
        assertThatThrownBy(() -> HandlerFinder.find(empty, classPath))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("no Lambda handler was found in " + empty)
                .hasMessageContaining("-Dperf.handler=");
    }
}
