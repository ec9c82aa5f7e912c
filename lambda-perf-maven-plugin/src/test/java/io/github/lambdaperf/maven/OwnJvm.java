package io.github.lambdaperf.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs a class of these tests; it starts quickly, since there are many of them. */
final class OwnJvm {
    private OwnJvm() {}

    /** @param arguments by their {@code toString} */
    static ProcessBuilder of(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                // this JVM has verified the same classes
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }
}
