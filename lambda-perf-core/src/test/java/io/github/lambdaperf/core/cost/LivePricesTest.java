package io.github.lambdaperf.core.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An offer file in the form that AWS publishes: products by SKU, terms by SKU and offer, tiers as price dimensions. */
class LivePricesTest {
    private static final String OFFER = """
            {
              "formatVersion": "v1.0",
              "offerCode": "AWSLambda",
              "publicationDate": "2026-11-02T17:30:11Z",
              "products": {
                "A1": {"sku": "A1", "productFamily": "Serverless", "attributes": {"servicecode": "AWSLambda",
                  "location": "EU (Frankfurt)", "group": "AWS-Lambda-Requests", "usagetype": "EUC1-Request"}},
                "A2": {"sku": "A2", "attributes": {"location": "EU (Frankfurt)", "group": "AWS-Lambda-Duration",
                  "usagetype": "EUC1-Lambda-GB-Second"}},
                "A3": {"sku": "A3", "attributes": {"location": "EU (Frankfurt)", "group": "AWS-Lambda-Duration-ARM",
                  "usagetype": "EUC1-Lambda-GB-Second-ARM"}},
                "F1": {"sku": "F1", "attributes": {"location": "Any", "group": "AWS-Lambda-Requests",
                  "usagetype": "Global-Request"}},
                "E1": {"sku": "E1", "attributes": {"location": "EU (Frankfurt)", "group": "AWS-Lambda-Edge-Requests"}}
              },
              "terms": {"OnDemand": {
                "A1": {"A1.JRTCKXETXF": {"priceDimensions": {"A1.1": {"unit": "Requests", "beginRange": "0",
                  "endRange": "Inf", "pricePerUnit": {"USD": "0.0000002100"}}}}},
                "A2": {"A2.JRTCKXETXF": {"priceDimensions": {
                  "A2.2": {"beginRange": "6000000000", "endRange": "15000000000", "pricePerUnit": {"USD": "0.0000160000"}},
                  "A2.1": {"beginRange": "0", "endRange": "6000000000", "pricePerUnit": {"USD": "0.0000170000"}},
                  "A2.3": {"beginRange": "15000000000", "endRange": "Inf", "pricePerUnit": {"USD": "0.0000140000"}}}}},
                "A3": {"A3.JRTCKXETXF": {"priceDimensions": {"A3.1": {"beginRange": "0", "endRange": "Inf",
                  "pricePerUnit": {"USD": "0.0000136000"}}}}},
                "F1": {"F1.JRTCKXETXF": {"priceDimensions": {"F1.1": {"beginRange": "0", "endRange": "1000000",
                  "pricePerUnit": {"USD": "0.0000000000"}}}}}
              }}
            }
            """;

    @TempDir
    private Path directory;

    private HttpServer server;
    private URI source;
    private volatile String body = OFFER;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/offers/v1.0/aws/AWSLambda/current/eu-central-1/index.json", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        source = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesTheRegionsPricesAndTheirTiersAndNotTheFreeTier() {
        PriceTable prices = LivePrices.fetch(source, "eu-central-1", directory);

        assertThat(prices.price("eu-central-1", "lambda.request").tiers().first())
                .isEqualByComparingTo("0.00000021");
        PriceTiers gbSecond =
                prices.price("eu-central-1", "lambda.gb-second.x86_64").tiers();
        // 6 G at 0.000017 = 102,000; 9 G at 0.000016 = 144,000; 1 G at 0.000014 = 14,000
        assertThat(gbSecond.charge(new BigDecimal("16000000000"))).isEqualByComparingTo("260000");
        assertThat(prices.price("eu-central-1", "lambda.gb-second.arm64")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.0000136");
        assertThat(prices.date()).isEqualTo("2026-11-02 (with prices-eu-central-1.json)");
    }

    @Test
    void keepsWhatTheListDoesNotName() {
        PriceTable prices = LivePrices.fetch(source, "eu-central-1", directory);

        assertThat(prices.price("eu-central-1", "lambda.ephemeral-storage.gb-second")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.0000000367");
        assertThat(prices.price("us-east-1", "lambda.request").tiers().first()).isEqualByComparingTo("0.0000002");
    }

    @Test
    void theGoalsOfABuildComputeWithTheSame() {
        LivePrices.fetch(source, "eu-central-1", directory);
        status = 503;

        assertThat(LivePrices.fetch(source, "eu-central-1", directory)
                        .price("eu-central-1", "lambda.request")
                        .tiers()
                        .first())
                .isEqualByComparingTo("0.00000021");
    }

    @Test
    void aListThatCannotBeReadSaysWhatToDo() {
        status = 503;
        assertThatThrownBy(() -> LivePrices.fetch(source, "eu-central-1", directory))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("HTTP 503")
                .hasMessageContaining("use perf.prices=bundled");
        status = 200;
        body = "{}";
        assertThatThrownBy(() -> LivePrices.fetch(source, "eu-central-1", directory))
                .hasMessageContaining("has no prices of Lambda in it");
        body = "half of";
        assertThatThrownBy(() -> LivePrices.fetch(source, "eu-central-1", directory))
                .hasMessageContaining("cannot be read from");
    }
}
