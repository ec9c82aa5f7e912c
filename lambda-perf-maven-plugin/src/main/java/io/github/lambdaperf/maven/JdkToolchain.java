package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * The JDK that the build's toolchain is: the one that its function runs on, too.
 *
 * @param home of the JDK
 * @param runtime Lambda's name of that version, such as {@code java21}
 */
record JdkToolchain(Path home, String runtime) {

    /** Empty: the build has chosen none, Maven's own JDK serves. */
    static Optional<JdkToolchain> of(ToolchainManager toolchains, MavenSession session) {
        Toolchain jdk = toolchains.getToolchainFromBuildContext("jdk", session);
        String java = jdk == null ? null : jdk.findTool("java");
        return java == null
                ? Optional.empty()
                : Optional.of(at(Path.of(java).getParent().getParent()));
    }

    /** The file {@code release} of a JDK tells its version. */
    static JdkToolchain at(Path home) {
        Properties release = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw PerfException.world("the JDK of the toolchain, " + home + ", does not tell its version: " + e, e);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return new JdkToolchain(home, "java" + version.replaceAll("[.+_-].*", ""));
    }
}
