package io.github.lambdaperf.core.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prices in US dollars by region and name, with the day they were taken.
 *
 * <p>A price file is JSON: {@code date}, {@code currency} ({@code USD}), {@code freePerMonth} (free units by name) and
 * {@code regions}: region to price name to a price per unit (a decimal in a string or a number) or a list of tiers
 * <code>{"upTo": units per month, "price": …}</code>. The unit is the last part of the name that is not an architecture:
 * request, GB-second, hour.
 */
public final class PriceTable {
    /** Region whose prices stand for a local run, and for services that have no figure of their own region. */
    public static final String REFERENCE_REGION = "us-east-1";

    /** {@code region} of an environment on the local target. */
    public static final String LOCAL = "local";

    private static final String BUNDLED = "prices.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TOP_LEVEL = Set.of("date", "currency", "freePerMonth", "regions");

    private final String date;
    private final SortedMap<String, SortedMap<String, PriceTiers>> regions;
    private final SortedMap<String, BigDecimal> freePerMonth;

    private PriceTable(
            String date,
            SortedMap<String, SortedMap<String, PriceTiers>> regions,
            SortedMap<String, BigDecimal> freePerMonth) {
        this.date = date;
        this.regions = regions;
        this.freePerMonth = freePerMonth;
    }

    /**
     * A price and the region it is of.
     *
     * @param region AWS region
     * @param label how reports name it: the region, or that it stands for another
     */
    public record RegionalPrice(PriceTiers tiers, String region, String label) {}

    /** The table that ships with the product. */
    public static PriceTable bundled() {
        try (InputStream in = PriceTable.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + BUNDLED + " is missing from the jar");
            }
            return parse(JSON.readTree(in), BUNDLED, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bundled table with the prices of a user's file in place of its own; a file need hold only what differs.
     *
     * @throws PerfException where the file is missing, no JSON, or names a price that does not exist
     */
    public static PriceTable read(Path file) {
        try {
            return parse(JSON.readTree(Files.readAllBytes(file)), file.toString(), bundled());
        } catch (JsonProcessingException e) {
            throw PerfException.user("the price file " + file + " is no JSON: " + e.getOriginalMessage()
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")"));
        } catch (IOException e) {
            throw PerfException.user("cannot read the price file " + file + " (" + e + "): check perf.prices");
        }
    }

    /** Day of the prices; names the user's file where one changed them. */
    public String date() {
        return date;
    }

    /** Regions with Lambda prices. */
    public Set<String> regions() {
        return Collections.unmodifiableSet(regions.keySet());
    }

    /**
     * Price in the region itself; {@value #LOCAL} has the prices of {@value #REFERENCE_REGION}.
     *
     * @throws PerfException where the table has none, naming the regions that it has
     */
    public RegionalPrice price(String region, String name) {
        String of = LOCAL.equals(region) ? REFERENCE_REGION : region;
        Map<String, PriceTiers> prices = regions.get(of);
        if (prices == null) {
            throw PerfException.user("there are no prices of the region '" + region + "' in the price table of " + date
                    + "; known: " + String.join(", ", regions.keySet())
                    + ". Give the region's own in a price file (perf.prices=<file>)");
        }
        PriceTiers tiers = prices.get(name);
        if (tiers == null) {
            Set<String> having = having(name);
            throw PerfException.user("the price table of " + date + " has no price '" + name + "' of " + region
                    + (having.isEmpty() ? "" : "; known of: " + String.join(", ", having))
                    + ". Give it in a price file (perf.prices=<file>)");
        }
        return new RegionalPrice(tiers, of, label(region));
    }

    /**
     * Price in the region, or that of {@value #REFERENCE_REGION} where the region's own is not known; the label says so.
     * For services whose charge is beside the function's own.
     */
    public RegionalPrice priceOrReference(String region, String name) {
        Map<String, PriceTiers> own = regions.get(region);
        if (LOCAL.equals(region) || (own != null && own.containsKey(name))) {
            return price(region, name);
        }
        return new RegionalPrice(
                price(REFERENCE_REGION, name).tiers(), REFERENCE_REGION, REFERENCE_REGION + " (for " + region + ")");
    }

    /** Units per month that the free tier leaves out, zero where there are none. */
    public BigDecimal freePerMonth(String name) {
        return freePerMonth.getOrDefault(name, BigDecimal.ZERO);
    }

    private static String label(String region) {
        return LOCAL.equals(region) ? REFERENCE_REGION + " (local run)" : region;
    }

    private Set<String> having(String name) {
        Set<String> having = new TreeSet<>();
        regions.forEach((region, prices) -> {
            if (prices.containsKey(name)) {
                having.add(region);
            }
        });
        return having;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        regions.values().forEach(prices -> names.addAll(prices.keySet()));
        return names;
    }

    private static PriceTable parse(JsonNode root, String source, PriceTable base) {
        if (!root.isObject()) {
            throw wrong(source, "", "must be an object with 'regions'");
        }
        root.fieldNames().forEachRemaining(field -> {
            if (!TOP_LEVEL.contains(field)) {
                throw wrong(source, field, "is not known; allowed: " + String.join(", ", new TreeSet<>(TOP_LEVEL)));
            }
        });
        if (root.has("currency") && !"USD".equals(root.get("currency").asText())) {
            throw wrong(source, "currency", "is '" + root.get("currency").asText() + "', only USD is computed with");
        }
        SortedMap<String, SortedMap<String, PriceTiers>> regions = new TreeMap<>();
        SortedMap<String, BigDecimal> free = new TreeMap<>();
        if (base != null) {
            base.regions.forEach((region, prices) -> regions.put(region, new TreeMap<>(prices)));
            free.putAll(base.freePerMonth);
        }
        for (Map.Entry<String, JsonNode> region : fields(root.get("regions"), source, "regions")) {
            String place = "regions." + region.getKey();
            SortedMap<String, PriceTiers> prices = regions.computeIfAbsent(region.getKey(), key -> new TreeMap<>());
            for (Map.Entry<String, JsonNode> price : fields(region.getValue(), source, place)) {
                known(price.getKey(), base == null ? null : base.names(), source, place);
                prices.put(price.getKey(), tiers(price.getValue(), source, place + "." + price.getKey()));
            }
        }
        for (Map.Entry<String, JsonNode> units : fields(root.get("freePerMonth"), source, "freePerMonth")) {
            known(units.getKey(), base == null ? null : base.freePerMonth.keySet(), source, "freePerMonth");
            free.put(units.getKey(), decimal(units.getValue(), source, "freePerMonth." + units.getKey()));
        }
        return new PriceTable(date(root, source, base), regions, free);
    }

    private static String date(JsonNode root, String source, PriceTable base) {
        String own = root.path("date").asText("");
        if (base == null) {
            return own;
        }
        Path name = Path.of(source).getFileName();
        return (own.isEmpty() ? base.date : own) + " (with " + (name == null ? source : name) + ")";
    }

    private static Set<Map.Entry<String, JsonNode>> fields(JsonNode node, String source, String place) {
        if (node == null) {
            return Set.of();
        }
        if (!node.isObject()) {
            throw wrong(source, place, "must be an object");
        }
        return node.properties();
    }

    private static void known(String name, Set<String> names, String source, String place) {
        if (names != null && !names.contains(name)) {
            throw wrong(source, place + "." + name, "is not a price; known: " + String.join(", ", names));
        }
    }

    private static PriceTiers tiers(JsonNode node, String source, String place) {
        try {
            if (!node.isArray()) {
                return PriceTiers.flat(decimal(node, source, place));
            }
            List<PriceTiers.Tier> tiers = new ArrayList<>();
            for (JsonNode tier : node) {
                JsonNode upTo = tier.get("upTo");
                tiers.add(new PriceTiers.Tier(
                        upTo == null ? null : decimal(upTo, source, place + ".upTo"),
                        decimal(tier.path("price"), source, place + ".price")));
            }
            return new PriceTiers(tiers);
        } catch (IllegalArgumentException e) {
            throw wrong(source, place, e.getMessage());
        }
    }

    private static BigDecimal decimal(JsonNode node, String source, String place) {
        if (node.isValueNode()) {
            try {
                return new BigDecimal(node.asText());
            } catch (NumberFormatException e) {
                // reported below
            }
        }
        throw wrong(source, place, "must be a decimal number such as \"0.0000166667\", found " + node);
    }

    private static PerfException wrong(String source, String place, String what) {
        return PerfException.user(
                "the price file " + source + ": " + (place.isEmpty() ? "it" : "'" + place + "'") + " " + what);
    }
}
