package io.github.lambdaperf.core.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionNameTest {
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:orders";

    @Test
    void splitsTheFormsThatLambdaTakes() {
        assertThat(FunctionName.of("orders")).isEqualTo(new FunctionName("orders", null));
        assertThat(FunctionName.of("orders:live")).isEqualTo(new FunctionName("orders", "live"));
        assertThat(FunctionName.of(ARN)).isEqualTo(new FunctionName(ARN, null));
        assertThat(FunctionName.of(ARN + ":7")).isEqualTo(new FunctionName(ARN, "7"));
        assertThat(FunctionName.of("123456789012:function:orders:live"))
                .isEqualTo(new FunctionName("123456789012:function:orders", "live"));
        assertThat(FunctionName.of("123456789012:function:orders").qualifier()).isNull();
        assertThat(FunctionName.of(ARN).at("live")).isEqualTo(ARN + ":live");
    }
}
