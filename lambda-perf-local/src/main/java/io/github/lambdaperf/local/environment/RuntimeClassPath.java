package io.github.lambdaperf.local.environment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.github.lambdaperf.local.runtime.EnvironmentMain;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * The jars in front of a function's class path: AWS's runtime interface client with its dependencies, and our main class
 * in a jar of its own, so that functions see nothing else of ours and the JVM can archive all of it (it archives no
 * class directories).
 *
 * @param jars absolute paths, in order
 */
record RuntimeClassPath(List<Path> jars) {

    private static final List<String> OURS = List.of(
            "EnvironmentMain",
            "JavaRuntime",
            "LeftOverDirectory",
            "SocketRuntimeApiClient",
            "SocketRuntimeApiClient$Answer",
            "TrainingHandler");

    /**
     * Finds AWS's jars by their classes and packs ours.
     *
     * @param directory where the jar of our classes goes; it is written once and named by its content
     */
    static RuntimeClassPath in(PrivateFiles directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(directory.publish("lambda-local-runtime", ".jar", ownClasses()));
        try {
            // The last one's jar holds a class without which the client does not start.
            Class<?> threadLocal = Class.forName("software.amazon.awssdk.utilslite.SdkInternalThreadLocal");
            for (Class<?> type : List.of(AWSLambda.class, Context.class, PojoSerializer.class, threadLocal)) {
                Path jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (!jars.contains(jar)) {
                    jars.add(jar);
                }
            }
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IOException(
                    "cannot find the jars of aws-lambda-java-runtime-interface-client on the class path: "
                            + e.getMessage() + "; add it with all its dependencies",
                    e);
        }
        return new RuntimeClassPath(List.copyOf(jars));
    }

    private static byte[] ownClasses() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (String name : OURS) {
                JarEntry entry =
                        new JarEntry(EnvironmentMain.class.getPackageName().replace('.', '/') + "/" + name + ".class");
                // The same bytes on each run, so that the name, made from them, is the same.
                entry.setTime(0);
                jar.putNextEntry(entry);
                try (InputStream in = EnvironmentMain.class.getResourceAsStream(name + ".class")) {
                    if (in == null) {
                        throw new IOException("the local target's own jar lacks " + entry.getName()
                                + "; it was shaded or minimised, use it as released");
                    }
                    in.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The jars joined for {@code -cp}. */
    String joined() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
