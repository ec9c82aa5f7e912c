package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.RuntimeClient;
import io.github.lambdaperf.local.runtime.EnvironmentMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two ends of the command line of a runtime's JVM.
 *
 * @param nativeLibrary the native client's library, null with the Java client only
 */
record RuntimeCommand(Path nativeLibrary) {

    List<String> start(Path javaHome, RuntimeClient client, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(flags);
        if (client == RuntimeClient.NATIVE) {
            // Left to itself, each process unpacks its own to one fixed path and breaks the others that run.
            command.add(
                    "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + nativeLibrary);
        }
        return command;
    }

    List<String> end(String classPath, RuntimeClient client, String handler, String... directory) {
        String mode = client == RuntimeClient.NATIVE ? EnvironmentMain.NATIVE : EnvironmentMain.JAVA;
        List<String> end = new ArrayList<>(List.of("-cp", classPath, EnvironmentMain.class.getName(), mode, handler));
        end.addAll(List.of(directory));
        return end;
    }
}
