package io.github.lambdaperf.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:80",
                "127.1.2.3:9",
                "LOCALHOST:4566",
                "[::1]:1",
                "s3.localhost",
                "abc123.lambda-url.us-east-1.localhost:80"
            })
    void namesOfTheLoopbackInterface(String host) {
        assertThat(LoopbackHost.accepts(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evillocalhost",
                ".localhost",
                "10.0.0.1",
                "localhost:x"
            })
    void otherNames(String host) {
        assertThat(LoopbackHost.accepts(host)).isFalse();
    }

    @Test
    void noName() {
        assertThat(LoopbackHost.accepts(null)).isFalse();
    }
}
