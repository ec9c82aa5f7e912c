package io.github.lambdaperf.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.ChargeRecord;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceCostTest {
    private final ServiceCost cost = new ServiceCost(PriceTable.bundled());

    @Test
    void restApisHaveTiers() {
        // 333 M x 3.50 + 67 M x 2.80 per million
        assertThat(cost.apiGatewayRest(400_000_000, "us-east-1").usd()).isEqualByComparingTo("1353.10");
    }

    @Test
    void httpApisAreMeteredInStepsOf512Kb() {
        assertThat(cost.apiGatewayHttp(1_000_000, 1024, "us-east-1").usd()).isEqualByComparingTo("1");
        // 513 KB: two units each
        assertThat(cost.apiGatewayHttp(1_000_000, 513 * 1024, "us-east-1").usd())
                .isEqualByComparingTo("2");
        assertThat(cost.apiGatewayHttp(1_000_000, 1024, "ap-northeast-2").usd()).isEqualByComparingTo("1.23");
    }

    @Test
    void sqsCountsSendReceiveAndDelete() {
        // 1 M messages one by one: 3 M requests x 0.40 per million
        assertThat(cost.sqs(ServiceCost.Queue.STANDARD, 1_000_000, 1000, 1, 1, "us-east-1")
                        .usd())
                .isEqualByComparingTo("1.2");
        // in batches of 10 of 1 KB: 300,000 requests
        assertThat(cost.sqs(ServiceCost.Queue.STANDARD, 1_000_000, 1024, 10, 10, "us-east-1")
                        .usd())
                .isEqualByComparingTo("0.12");
        // 65 KB: two units per send and receive, one per delete: 5 M x 0.50 per million
        assertThat(cost.sqs(ServiceCost.Queue.FIFO, 1_000_000, 65 * 1024, 1, 1, "us-east-1")
                        .usd())
                .isEqualByComparingTo("2.5");
        // 11 messages in batches of 10: 2 sends, 2 receives, 2 deletes
        assertThat(cost.sqs(ServiceCost.Queue.STANDARD, 11, 100, 10, 10, "us-east-1")
                        .units())
                .isEqualByComparingTo("6");
    }

    @Test
    void publishesAndEventsAreMeteredInStepsOf64Kb() {
        assertThat(cost.sns(1_000_000, 64 * 1024, "us-east-1").usd()).isEqualByComparingTo("0.5");
        assertThat(cost.sns(1_000_000, 64 * 1024 + 1, "us-east-1").usd()).isEqualByComparingTo("1");
        assertThat(cost.eventBridge(1_000_000, 256 * 1024, "us-east-1").usd()).isEqualByComparingTo("4");
    }

    @Test
    void logsAreChargedByGigabyte() {
        // 400 bytes x 1 M invocations = 0.4 GB x 0.50
        assertThat(cost.logsIngestion(new BigDecimal(400_000_000), "us-east-1").usd())
                .isEqualByComparingTo("0.2");
        assertThat(cost.insightsScan(new BigDecimal(2_000_000_000), "eu-central-1")
                        .usd())
                .isEqualByComparingTo("0.0126");
        ChargeRecord elsewhere = cost.insightsScan(new BigDecimal(1_000_000_000), "eu-west-3");
        assertThat(elsewhere.usd()).isEqualByComparingTo("0.005");
        assertThat(elsewhere.pricesRegion()).isEqualTo("us-east-1 (for eu-west-3)");
    }

    /** Reports do not show names of prices to people. */
    @Test
    void everyServiceHasATitle() {
        List<ChargeRecord> charges = List.of(
                cost.apiGatewayRest(1, "local"),
                cost.apiGatewayHttp(1, 1, "local"),
                cost.sqs(ServiceCost.Queue.STANDARD, 1, 1, 1, 1, "local"),
                cost.sqs(ServiceCost.Queue.FIFO, 1, 1, 1, 1, "local"),
                cost.sns(1, 1, "local"),
                cost.eventBridge(1, 1, "local"),
                cost.logsIngestion(BigDecimal.ONE, "local"),
                cost.insightsScan(BigDecimal.ONE, "local"),
                cost.customMetrics(1, "local"));
        long made = Arrays.stream(ServiceCost.class.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && method.getReturnType() == ChargeRecord.class)
                .count();

        assertThat(charges).hasSize((int) made + ServiceCost.Queue.values().length - 1);
        assertThat(charges.stream().map(ServiceCost::title))
                .doesNotHaveDuplicates()
                .noneMatch(title -> title.contains("."));
        assertThat(ServiceCost.title(cost.logsIngestion(BigDecimal.ONE, "local")))
                .isEqualTo("CloudWatch Logs ingestion");
    }
}
