package io.github.lambdaperf.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What the fuzzer started from and what it found, once each. */
class KeptInputsTest {
    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    @TestFactory
    @Timeout(120)
    Stream<DynamicContainer> areReadOrRefused() {
        return FuzzTargets.all().entrySet().stream()
                .map(target -> DynamicContainer.dynamicContainer(
                        target.getKey(),
                        files(INPUTS.resolve(target.getKey())).stream()
                                .map(file -> DynamicTest.dynamicTest(
                                        file.getFileName().toString(),
                                        () -> target.getValue().accept(Files.readAllBytes(file))))));
    }

    /** The profile's list is in the pom; a target that is missing there would never be fuzzed. */
    @Test
    void everyTargetIsFuzzed() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(FuzzTargets.all().keySet()).allMatch(target -> pom.contains("value=\"" + target + "\""));
        Set<String> directories = new TreeSet<>();
        files(INPUTS)
                .forEach(directory -> directories.add(directory.getFileName().toString()));
        assertThat(directories).isEqualTo(FuzzTargets.all().keySet());
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
