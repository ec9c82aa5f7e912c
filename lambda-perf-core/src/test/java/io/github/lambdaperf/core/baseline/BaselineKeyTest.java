package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.Environment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BaselineKeyTest {
    private static final String LOAD = "constant-arrival-rate 20/s@3f1c";

    @Test
    void awsSlugs() {
        assertThat(slug(Records.AWS)).isEqualTo("aws-eu-west-1-arm64-1024mb-java21");
        assertThat(slug(new Environment("aws", "us-east-1", "x86_64", 512, "java17", "Zip", true, 0, "")))
                .isEqualTo("aws-us-east-1-x86_64-512mb-java17-snapstart");
        assertThat(slug(new Environment("aws", "us-east-1", "x86_64", 512, "java25", "Zip", false, 5, "")))
                .isEqualTo("aws-us-east-1-x86_64-512mb-java25-pc5");
        assertThat(slug(new Environment("aws", "us-east-1", "arm64", 512, "provided.al2023", "Image", false, 0, null)))
                .isEqualTo("aws-us-east-1-arm64-512mb-provided.al2023-image");
    }

    @Test
    void localSlugsNameTheHost() {
        assertThat(slug(local("2 x Intel(R) Xeon(R) CPU @ 2.20GHz")))
                .isEqualTo("local-2-x-intel-r-xeon-r-cpu-2.20ghz-x86_64-512mb-java17");
        assertThat(slug(local(""))).isEqualTo("local-x86_64-512mb-java17");
    }

    @Test
    void longHostsKeepApart() {
        String host = "96 x An Uncommonly Long Processor Name That Goes On And On rev ";
        assertThat(slug(local(host + "1")))
                .isNotEqualTo(slug(local(host + "2")))
                .hasSizeLessThan(80);
    }

    @Test
    void aSlugIsNoWayOut() {
        BaselineKey key = new BaselineKey(
                "orders",
                new Environment("local", "local", "x86_64", 512, "java17", "Zip", false, 0, "../../etc"),
                LOAD);
        assertThat(key.file(Path.of("base"))).isEqualTo(Path.of("base/orders/local-etc-x86_64-512mb-java17.json"));
    }

    @Test
    void saysWhatDiffers() {
        BaselineKey here = new BaselineKey("orders", Records.AWS, LOAD);
        BaselineKey there = new BaselineKey(
                "orders", new Environment("aws", "eu-west-1", "arm64", 512, "java21", "Zip", false, 0, ""), "x@99");
        assertThat(here.differences(there))
                .containsExactly("memoryMb: 512 there, 1024 here", "load: x@99 there, " + LOAD + " here");
        assertThat(here.comparableWith(there)).isFalse();
    }

    @Test
    void theWordingOfTheExecutorsIsNoDifference() {
        assertThat(new BaselineKey("orders", Records.AWS, "20 per second@3f1c")
                        .comparableWith(new BaselineKey("orders", Records.AWS, LOAD)))
                .isTrue();
    }

    private static Environment local(String host) {
        return new Environment("local", "local", "x86_64", 512, "java17", "Zip", false, 0, host);
    }

    private static String slug(Environment environment) {
        return new BaselineKey("orders", environment, LOAD).slug();
    }
}
