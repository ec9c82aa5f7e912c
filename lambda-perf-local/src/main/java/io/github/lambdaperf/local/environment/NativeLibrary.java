package io.github.lambdaperf.local.environment;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import io.github.lambdaperf.local.RuntimeClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The runtime client's native part in a file of our own. */
final class NativeLibrary {

    private NativeLibrary() {}

    /** Unpacks the library for this machine. */
    static Path unpack(PrivateFiles files) throws IOException {
        if (RuntimeClient.forThisMachine() != RuntimeClient.NATIVE) {
            throw new IOException("AWS's runtime interface client has no native part for "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + "; use the runtime client JAVA");
        }
        String suffix = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String resource = "/jni/libaws-lambda-jni." + (usesMusl() ? "linux_musl-" : "linux-") + suffix + ".so";
        try (InputStream in = AWSLambda.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("aws-lambda-java-runtime-interface-client holds no " + resource
                        + "; use a version of it that ships this library");
            }
            return files.publish("libaws-lambda-jni", ".so", in.readAllBytes());
        }
    }

    private static boolean usesMusl() {
        return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    }
}
