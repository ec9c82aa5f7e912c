package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkToolchainTest {
    @TempDir
    private Path home;

    @Test
    void itsReleaseFileTellsTheRuntime() throws Exception {
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"21.0.5\"\n");
        assertThat(JdkToolchain.at(home)).isEqualTo(new JdkToolchain(home, "java21"));

        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25\"\n");
        assertThat(JdkToolchain.at(home).runtime()).isEqualTo("java25");

        // the JDK that runs this test has one as well
        assertThat(JdkToolchain.at(Path.of(System.getProperty("java.home"))).runtime())
                .isEqualTo("java" + Runtime.version().feature());
    }

    @Test
    void whatIsNoJdkIsToldByItsPath() {
        assertThatThrownBy(() -> JdkToolchain.at(home))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("the JDK of the toolchain, " + home + ", does not tell its version: ");
    }
}
