package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NettyWarningsTest {

    @Test
    void areToldAndAllElseIsNot() {
        NettyWarnings.install();
        InternalLogger logger = InternalLoggerFactory.getInstance("io.netty.some.Class");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            logger.debug("a setting: {}", 1);
            logger.info("a choice");
            logger.warn("a leak of {} in {}", 2, "a pool");
            logger.error("a task failed", new IOException("broken"));
        } finally {
            System.setErr(before);
        }

        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("WARN io.netty.some.Class - a leak of 2 in a pool")
                .contains("ERROR io.netty.some.Class - a task failed")
                .contains("java.io.IOException: broken")
                .doesNotContain("a setting", "a choice");
    }
}
