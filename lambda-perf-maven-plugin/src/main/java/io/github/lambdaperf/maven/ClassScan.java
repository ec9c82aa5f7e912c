package io.github.lambdaperf.maven;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import io.github.lambdaperf.core.PerfException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads class files without loading them: only those that are asked for, since AWS's SDK alone has thousands. */
final class ClassScan {
    private static final String SUFFIX = ".class";

    private ClassScan() {}

    /**
     * The named classes as far as the class path has them; what they extend and implement is known by name at least.
     *
     * @param names one at least
     * @return to be closed
     */
    static ScanResult of(List<Path> classPath, Set<String> names) {
        return new ClassGraph()
                .overrideClasspath(classPath)
                .acceptClasses(names.toArray(String[]::new))
                .enableClassInfo()
                .enableMethodInfo()
                .enableFieldInfo()
                .ignoreClassVisibility()
                .ignoreFieldVisibility()
                .enableExternalClasses()
                .removeTemporaryFilesAfterScan()
                .scan();
    }

    /** Names of all classes in a directory, none where it does not exist. */
    static Set<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file ->
                            file.substring(0, file.length() - SUFFIX.length()).replace(File.separatorChar, '.'))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            throw PerfException.world("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /** True for a class that was not asked for, or is not there; those of the JDK are never looked for. */
    static boolean isMissing(ClassInfo info, String name) {
        return (info == null || info.isExternalClass()) && !name.startsWith("java.");
    }
}
