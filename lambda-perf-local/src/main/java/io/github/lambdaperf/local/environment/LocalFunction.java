package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;

/** A function with its versions, aliases, tags and limits. Confined to the event loop. */
public final class LocalFunction {

    private FunctionVersion latest;
    private final Map<Integer, FunctionVersion> published = new TreeMap<>();
    private final Map<String, FunctionAlias> aliases = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, ProvisionedConcurrency> provisioned = new LinkedHashMap<>();
    private FunctionVersion publishedLast;
    private FunctionVersion publishedFrom;
    private int versions;
    private Integer reservedConcurrency;
    private boolean updating;

    LocalFunction(FunctionDefinition definition) {
        latest = new FunctionVersion(
                definition, FunctionSettings.DEFAULTS, FunctionVersion.LATEST, newRevision(), Instant.now());
    }

    static String newRevision() {
        return UUID.randomUUID().toString();
    }

    /** The function's name. */
    public String name() {
        return latest.name();
    }

    /** The version that can be changed. */
    public FunctionVersion latest() {
        return latest;
    }

    /** Whether the change of {@code $LATEST} is still under way. */
    public boolean updating() {
        return updating;
    }

    void configure(FunctionDefinition definition, FunctionSettings settings) {
        latest = new FunctionVersion(definition, settings, FunctionVersion.LATEST, newRevision(), Instant.now());
        updating = true;
    }

    void updated() {
        updating = false;
    }

    /**
     * Keeps {@code $LATEST} as it is now under the next number; the version made last when nothing has changed since.
     *
     * @param description of the version, null for the function's
     */
    public FunctionVersion publish(String description) {
        if (publishedFrom != null && publishedFrom.isConfiguredAs(latest) && published.containsValue(publishedLast)) {
            return publishedLast;
        }
        versions++;
        FunctionSettings settings =
                description == null ? latest.settings() : latest.settings().describedAs(description);
        publishedFrom = latest;
        publishedLast = new FunctionVersion(
                latest.definition(), settings, Integer.toString(versions), newRevision(), Instant.now());
        published.put(versions, publishedLast);
        return publishedLast;
    }

    /** {@code $LATEST} and the published versions in order. */
    public List<FunctionVersion> versions() {
        List<FunctionVersion> all = new ArrayList<>();
        all.add(latest);
        all.addAll(published.values());
        return all;
    }

    /** The version of that number, or {@code $LATEST}. */
    public Optional<FunctionVersion> version(String version) {
        return versions().stream().filter(v -> v.version().equals(version)).findFirst();
    }

    void remove(FunctionVersion version) {
        published.values().remove(version);
    }

    /** The aliases in the order of their names. */
    public Collection<FunctionAlias> aliases() {
        return List.copyOf(aliases.values());
    }

    /** The alias of that name. */
    public Optional<FunctionAlias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    /** Makes or replaces an alias, with a new revision. */
    public FunctionAlias putAlias(String name, String version, String description, Map<String, Double> weights) {
        FunctionAlias alias = new FunctionAlias(name, version, description, weights, newRevision());
        aliases.put(name, alias);
        return alias;
    }

    /** Removes an alias if it is there. */
    public void removeAlias(String name) {
        aliases.remove(name);
    }

    /**
     * The version that a qualifier stands for; of an alias with weights, the one without them.
     *
     * @param qualifier a version, an alias, or null for {@code $LATEST}
     */
    public Optional<FunctionVersion> qualified(String qualifier) {
        if (qualifier == null) {
            return Optional.of(latest);
        }
        FunctionAlias alias = aliases.get(qualifier);
        return version(alias == null ? qualifier : alias.version());
    }

    /** The version that one invocation gets. */
    Optional<FunctionVersion> picked(String qualifier, double random) {
        FunctionAlias alias = qualifier == null ? null : aliases.get(qualifier);
        return alias == null ? qualified(qualifier) : version(alias.pick(random));
    }

    /** Its share of the account's concurrency; empty when it has none of its own. */
    public OptionalInt reservedConcurrency() {
        return reservedConcurrency == null ? OptionalInt.empty() : OptionalInt.of(reservedConcurrency);
    }

    void reserve(Integer concurrency) {
        reservedConcurrency = concurrency;
    }

    /** Provisioned concurrency by version or alias. */
    public Map<String, ProvisionedConcurrency> provisionedConcurrency() {
        return new LinkedHashMap<>(provisioned);
    }

    /** Sum of all that is provisioned. */
    public int provisionedTotal() {
        return provisioned.values().stream()
                .mapToInt(ProvisionedConcurrency::requested)
                .sum();
    }

    /** How many environments of the version are wanted ahead, by its number and by aliases. */
    int provisionedFor(FunctionVersion version) {
        return provisioned.entrySet().stream()
                .filter(wish -> qualified(wish.getKey()).filter(version::equals).isPresent())
                .mapToInt(wish -> wish.getValue().requested())
                .sum();
    }

    void provision(String qualifier, int concurrency) {
        provisioned.put(qualifier, new ProvisionedConcurrency(concurrency, Instant.now()));
    }

    void unprovision(String qualifier) {
        provisioned.remove(qualifier);
    }

    /** The tags, which may be changed. */
    public Map<String, String> tags() {
        return tags;
    }
}
