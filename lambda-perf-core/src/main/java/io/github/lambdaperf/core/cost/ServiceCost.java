package io.github.lambdaperf.core.cost;

import io.github.lambdaperf.core.record.ChargeRecord;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What the services around a function charge. Where a region's own price is not known, that of
 * {@value PriceTable#REFERENCE_REGION} is used and the charge says so.
 */
public final class ServiceCost {
    private static final long KB = 1024;
    private static final BigDecimal GB = BigDecimal.valueOf(1_000_000_000);

    private static final Map<String, String> TITLES = Map.of(
            "apigateway.rest.request", "API Gateway REST",
            "apigateway.http.request", "API Gateway HTTP",
            "sqs.standard.request", "SQS",
            "sqs.fifo.request", "SQS FIFO",
            "sns.publish", "SNS",
            "eventbridge.event", "EventBridge",
            "logs.ingestion.gb", "CloudWatch Logs ingestion",
            "logs.insights-scan.gb", "CloudWatch Logs Insights queries",
            "cloudwatch.custom-metric.month", "CloudWatch custom metrics");

    private final PriceTable prices;

    public ServiceCost(PriceTable prices) {
        this.prices = prices;
    }

    /** What a charge is for, in words; an item that is no price is its own title. */
    public static String title(ChargeRecord charge) {
        return TITLES.getOrDefault(charge.item(), charge.item());
    }

    /** SQS's kinds of queue; fair queues charge on top of the standard price. */
    public enum Queue {
        STANDARD("sqs.standard.request"),
        FIFO("sqs.fifo.request");

        private final String priceName;

        Queue(String priceName) {
            this.priceName = priceName;
        }
    }

    /** REST API: per request, whatever its size. */
    public ChargeRecord apiGatewayRest(long requests, String region) {
        return charge("apigateway.rest.request", BigDecimal.valueOf(requests), region);
    }

    /** HTTP API: metered in steps of 512 KB of a request's bytes. */
    public ChargeRecord apiGatewayHttp(long requests, long bytesPerRequest, String region) {
        return charge("apigateway.http.request", chunks(requests, bytesPerRequest, 512 * KB), region);
    }

    /**
     * A queue from send to delete: sends, receives and deletes in full batches, each request in steps of 64 KB of its
     * payload. Empty receives and retries come on top.
     *
     * @param sendBatch messages per send, 1 to 10
     * @param receiveBatch messages per receive and delete, 1 to 10
     */
    public ChargeRecord sqs(
            Queue queue, long messages, long messageBytes, int sendBatch, int receiveBatch, String region) {
        BigDecimal sends = batches(messages, messageBytes, sendBatch);
        BigDecimal receives = batches(messages, messageBytes, receiveBatch);
        BigDecimal deletes = BigDecimal.valueOf(ceil(messages, receiveBatch));
        return charge(queue.priceName, sends.add(receives).add(deletes), region);
    }

    /** SNS: each publish in steps of 64 KB; deliveries to Lambda and SQS are free. */
    public ChargeRecord sns(long publishes, long bytesPerPublish, String region) {
        return charge("sns.publish", chunks(publishes, bytesPerPublish, 64 * KB), region);
    }

    /** EventBridge: each custom event in steps of 64 KB. */
    public ChargeRecord eventBridge(long events, long bytesPerEvent, String region) {
        return charge("eventbridge.event", chunks(events, bytesPerEvent, 64 * KB), region);
    }

    /** Log lines taken in; a GB is taken as 10⁹ bytes, which never understates the charge. */
    public ChargeRecord logsIngestion(BigDecimal bytes, String region) {
        return charge("logs.ingestion.gb", bytes.divide(GB), region);
    }

    /** Log data read by Logs Insights; a GB is taken as 10⁹ bytes. */
    public ChargeRecord insightsScan(BigDecimal bytes, String region) {
        return charge("logs.insights-scan.gb", bytes.divide(GB), region);
    }

    /** Custom metrics, for a whole month. */
    public ChargeRecord customMetrics(long metrics, String region) {
        return charge("cloudwatch.custom-metric.month", BigDecimal.valueOf(metrics), region);
    }

    private ChargeRecord charge(String item, BigDecimal units, String region) {
        PriceTable.RegionalPrice price = prices.priceOrReference(region, item);
        return new ChargeRecord(
                item, LambdaCost.plain(units), LambdaCost.plain(price.tiers().charge(units)), price.label());
    }

    private static BigDecimal batches(long messages, long messageBytes, int batch) {
        long whole = messages / batch;
        long rest = messages % batch;
        BigDecimal units = chunks(whole, batch * messageBytes, 64 * KB);
        return rest == 0 ? units : units.add(chunks(1, rest * messageBytes, 64 * KB));
    }

    private static BigDecimal chunks(long requests, long bytes, long chunk) {
        return BigDecimal.valueOf(requests).multiply(BigDecimal.valueOf(Math.max(1, ceil(bytes, chunk))));
    }

    private static long ceil(long value, long step) {
        return (value + step - 1) / step;
    }
}
