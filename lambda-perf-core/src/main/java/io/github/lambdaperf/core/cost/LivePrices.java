package io.github.lambdaperf.core.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lambda's prices of one region from AWS's price list, whose bulk files need no credentials: one offer file per region, with
 * products (by SKU, with the attributes {@code group} and {@code location}) and on-demand terms (by SKU, with price
 * dimensions from {@code beginRange} on). The free tier's products have the location {@code Any} and are no prices.
 */
public final class LivePrices {
    /** Where AWS publishes its bulk price list. */
    public static final URI AWS = URI.create("https://pricing.us-east-1.amazonaws.com");

    /** How long the goals of a build, and later ones, take the prices that one of them has fetched. */
    private static final Duration FRESH = Duration.ofHours(24);

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Group attribute of a product to the name of the price. */
    private static final Map<String, String> GROUPS = Map.of(
            "AWS-Lambda-Requests", "lambda.request",
            "AWS-Lambda-Duration", "lambda.gb-second.x86_64",
            "AWS-Lambda-Duration-ARM", "lambda.gb-second.arm64",
            "AWS-Lambda-Provisioned-Concurrency", "lambda.provisioned-concurrency.gb-second.x86_64",
            "AWS-Lambda-Provisioned-Concurrency-ARM", "lambda.provisioned-concurrency.gb-second.arm64",
            "AWS-Lambda-Duration-Provisioned", "lambda.provisioned-duration.gb-second.x86_64",
            "AWS-Lambda-Duration-Provisioned-ARM", "lambda.provisioned-duration.gb-second.arm64",
            "AWS-Lambda-Storage-Duration", "lambda.ephemeral-storage.gb-second");

    private LivePrices() {}

    private record Dimension(BigDecimal from, BigDecimal price) {}

    /**
     * The bundled table with today's prices of Lambda in a region.
     *
     * @param source {@link #AWS}, or another server of the same files
     * @param region AWS region; {@link PriceTable#LOCAL} stands for {@link PriceTable#REFERENCE_REGION}
     * @param directory where the prices are kept as a price file, so that a later check computes with the same
     * @throws PerfException where the list cannot be had or has no prices of Lambda
     */
    public static PriceTable fetch(URI source, String region, Path directory) {
        String of = PriceTable.LOCAL.equals(region) ? PriceTable.REFERENCE_REGION : region;
        Path file = directory.resolve("prices-" + of + ".json");
        if (isFresh(file)) {
            return PriceTable.read(file);
        }
        URI uri = source.resolve("/offers/v1.0/aws/AWSLambda/current/" + of + "/index.json");
        JsonNode offer = get(uri);
        ObjectNode prices = prices(offer);
        if (!prices.has("lambda.request") || !prices.has("lambda.gb-second.x86_64")) {
            throw PerfException.world(
                    "AWS's price list at " + uri + " has no prices of Lambda in it; use perf.prices=bundled"
                            + " or a price file",
                    null);
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("date", offer.path("publicationDate").asText("").replaceFirst("T.*", ""));
        root.putObject("regions").set(of, prices);
        RunDirectory.writeAtomically(file, root.toPrettyString() + "\n");
        return PriceTable.read(file);
    }

    private static boolean isFresh(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(Instant.now().minus(FRESH));
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode get(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            try {
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    throw new IOException("HTTP " + connection.getResponseCode());
                }
                try (InputStream in = connection.getInputStream()) {
                    return JSON.readTree(in);
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw PerfException.world(
                    "AWS's price list cannot be read from " + uri + " (" + e.getMessage()
                            + "): use perf.prices=bundled, or a price file",
                    e);
        }
    }

    private static ObjectNode prices(JsonNode offer) {
        ObjectNode prices = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> product : offer.path("products").properties()) {
            JsonNode attributes = product.getValue().path("attributes");
            String name = GROUPS.get(attributes.path("group").asText());
            if (name != null && !"Any".equals(attributes.path("location").asText())) {
                tiers(offer.path("terms").path("OnDemand").path(product.getKey()))
                        .ifPresent(tiers -> prices.set(name, tiers));
            }
        }
        return prices;
    }

    private static Optional<JsonNode> tiers(JsonNode terms) {
        SortedSet<Dimension> dimensions = new TreeSet<>(Comparator.comparing(Dimension::from));
        for (Map.Entry<String, JsonNode> term : terms.properties()) {
            for (Map.Entry<String, JsonNode> dimension :
                    term.getValue().path("priceDimensions").properties()) {
                JsonNode usd = dimension.getValue().path("pricePerUnit").path("USD");
                if (!usd.isMissingNode()) {
                    dimensions.add(new Dimension(
                            new BigDecimal(
                                    dimension.getValue().path("beginRange").asText("0")),
                            new BigDecimal(usd.asText())));
                }
            }
        }
        if (dimensions.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode tiers = JSON.createArrayNode();
        Dimension[] sorted = dimensions.stream().collect(Collectors.toList()).toArray(new Dimension[0]);
        for (int i = 0; i < sorted.length; i++) {
            ObjectNode tier = tiers.addObject();
            if (i + 1 < sorted.length) {
                tier.put("upTo", sorted[i + 1].from().toPlainString());
            }
            tier.put("price", sorted[i].price().toPlainString());
        }
        return Optional.of(tiers);
    }
}
