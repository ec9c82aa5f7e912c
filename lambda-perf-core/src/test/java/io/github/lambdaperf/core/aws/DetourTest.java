package io.github.lambdaperf.core.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

/** Endpoints as AWS's list of them has them: https://docs.aws.amazon.com/general/latest/gr/rande.html. */
class DetourTest {
    private static final String FIPS = "aws.useFipsEndpoint";
    private static final String DUALSTACK = "aws.useDualstackEndpoint";

    @AfterEach
    void ordinary() {
        System.clearProperty(FIPS);
        System.clearProperty(DUALSTACK);
    }

    private static String host(String service, Region region) {
        return Detour.endpoint(service, region, Optional.empty()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, lambda, lambda-fips, lambda",
        "sqs, sqs, sqs-fips, sqs",
        "sns, sns, sns-fips, sns",
        "events, events, events-fips, events",
        "xray, xray, xray-fips, xray",
        "cloudformation, cloudformation, cloudformation-fips, cloudformation",
        "s3, s3, s3-fips, s3.dualstack",
    })
    void isOfTheKindThatIsAskedFor(String service, String ordinary, String fips, String dualstack) {
        String domain = ".us-east-1.amazonaws.com";
        assertThat(host(service, Region.US_EAST_1)).isEqualTo("https://" + ordinary + domain);
        System.setProperty(FIPS, "true");
        assertThat(host(service, Region.US_EAST_1)).isEqualTo("https://" + fips + domain);
        System.clearProperty(FIPS);
        System.setProperty(DUALSTACK, "true");
        assertThat(host(service, Region.US_EAST_1))
                .isEqualTo("https://" + dualstack + (service.equals("s3") ? domain : ".us-east-1.api.aws"));
    }

    @Test
    void isOfTheRegionsPartition() {
        assertThat(host("xray", Region.CN_NORTH_1)).isEqualTo("https://xray.cn-north-1.amazonaws.com.cn");
        assertThat(host("s3", Region.EU_WEST_1)).isEqualTo("https://s3.eu-west-1.amazonaws.com");
        assertThat(host("lambda", Region.of("eu-north-7"))).isEqualTo("https://lambda.eu-north-7.amazonaws.com");
    }
}
