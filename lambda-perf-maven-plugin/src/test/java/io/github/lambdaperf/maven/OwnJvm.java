package io.github.lambdaperf.maven;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that runs a class of these tests; it starts quickly, since there are many of them. */
final class OwnJvm {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private OwnJvm() {}

    /** @param arguments by their {@code toString} */
    static ProcessBuilder of(Class<?> main, Object... arguments) {
        return command(CLASS_PATH, List.of(), main, arguments);
    }

    /**
     * The same where many follow each other: the first that ends by itself leaves an archive of its classes to all others.
     *
     * @param directory for the archive
     */
    static ProcessBuilder oneOfMany(Path directory, Class<?> main, Object... arguments) {
        Path archive = directory.resolve("classes.jsa");
        String flag = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        List<String> flags = List.of(flag + archive, "-Xlog:cds*=off", "-Xlog:class+path*=off");
        return command(jarsOnly(directory), flags, main, arguments);
    }

    private static ProcessBuilder command(String classPath, List<String> flags, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                // this JVM has verified the same classes
                "-XX:-BytecodeVerificationRemote"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }

    // an archive of classes takes none from directories
    private static String jarsOnly(Path directory) {
        return Stream.of(CLASS_PATH.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(entry -> Files.isDirectory(entry) ? jar(entry, directory) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path classes, Path directory) {
        try {
            Path jar = directory.resolve(Integer.toHexString(classes.hashCode()) + ".jar");
            if (!Files.exists(jar)) {
                StringWriter said = new StringWriter();
                int status = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                new PrintWriter(said),
                                new PrintWriter(said),
                                "--create",
                                "--no-compress",
                                "--file",
                                jar.toString(),
                                "-C",
                                classes.toString(),
                                ".");
                if (status != 0) {
                    throw new IOException("jar of " + classes + ": " + said);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
