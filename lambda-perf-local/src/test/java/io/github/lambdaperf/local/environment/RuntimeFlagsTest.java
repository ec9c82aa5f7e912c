package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuntimeFlagsTest {

    @Test
    void flagsAreThoseOfLambdasRuntime() {
        assertThat(RuntimeFlags.of(512, ""))
                .containsExactly(
                        "-XX:MaxHeapSize=445645k",
                        "-XX:+UseSerialGC",
                        "-XX:+TieredCompilation",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.io=ALL-UNNAMED");
    }

    @Test
    void whatTheFunctionSetsItselfIsLeftToIt() {
        assertThat(RuntimeFlags.of(512, "-XX:+UseG1GC -XX:TieredStopAtLevel=4 -Xmx300m"))
                .containsExactly("--add-opens=java.base/java.io=ALL-UNNAMED");
        assertThat(RuntimeFlags.of(512, "-Dx=1 -XX:+UseStringDeduplication")).hasSize(5);
    }

    @Test
    void theLocaleIsLambdasUnlessTheFunctionSetsIt() {
        assertThat(RuntimeFlags.locale(""))
                .containsExactly("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US");
        assertThat(RuntimeFlags.locale("-Dfile.encoding=ISO-8859-1 -Duser.language=de"))
                .isEmpty();
    }
}
