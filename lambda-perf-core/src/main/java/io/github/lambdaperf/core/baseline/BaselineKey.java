package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What must be equal for runs to be compared.
 *
 * @param scenario its name
 * @param environment where it ran
 * @param load what was sent and how it arrived: executors, for the reader, an {@code @} and the digest of the load
 */
public record BaselineKey(String scenario, Environment environment, String load) {
    private static final int DIGEST_DIGITS = 16;
    private static final int LONGEST_HOST = 48;

    public BaselineKey {
        environment = new Environment(
                orEmpty(environment.target()),
                orEmpty(environment.region()),
                orEmpty(environment.architecture()),
                environment.memoryMb(),
                orEmpty(environment.runtime()),
                environment.packageType() == null ? "Zip" : environment.packageType(),
                environment.snapStart(),
                environment.provisionedConcurrency(),
                orEmpty(environment.host()));
    }

    /** The key of a scenario of a run. */
    public static BaselineKey of(Environment environment, ScenarioRecord scenario) {
        String digest = scenario.digest();
        String shortened = digest.substring(0, Math.min(DIGEST_DIGITS, digest.length()));
        return new BaselineKey(scenario.name(), environment, scenario.executors() + "@" + shortened);
    }

    /** True where runs of both keys may be compared. */
    public boolean comparableWith(BaselineKey other) {
        return differences(other).isEmpty();
    }

    /** What differs, such as {@code memoryMb: 512 there, 1024 here}; the executors' wording does not count. */
    public List<String> differences(BaselineKey there) {
        List<String> differences = new ArrayList<>();
        Environment a = there.environment;
        Environment b = environment;
        compare(differences, "scenario", there.scenario, scenario);
        compare(differences, "target", a.target(), b.target());
        compare(differences, "region", a.region(), b.region());
        compare(differences, "architecture", a.architecture(), b.architecture());
        compare(differences, "memoryMb", a.memoryMb(), b.memoryMb());
        compare(differences, "runtime", a.runtime(), b.runtime());
        compare(differences, "packageType", a.packageType(), b.packageType());
        compare(differences, "snapStart", a.snapStart(), b.snapStart());
        compare(differences, "provisionedConcurrency", a.provisionedConcurrency(), b.provisionedConcurrency());
        compare(differences, "host", a.host(), b.host());
        if (!there.loadDigest().equals(loadDigest())) {
            differences.add("load: " + there.load + " there, " + load + " here");
        }
        return differences;
    }

    /** Name of the environment in file names, such as {@code aws-eu-west-1-arm64-1024mb-java21-snapstart}. */
    public String slug() {
        String place = "local".equals(environment.target()) ? hostSlug() : slug(environment.region());
        StringBuilder slug = new StringBuilder(slug(environment.target()));
        if (!place.isEmpty()) {
            slug.append('-').append(place);
        }
        slug.append('-').append(environment.architecture());
        slug.append('-').append(environment.memoryMb()).append("mb-");
        slug.append(slug(environment.runtime()));
        if ("Image".equals(environment.packageType())) {
            slug.append("-image");
        }
        if (environment.snapStart()) {
            slug.append("-snapstart");
        }
        if (environment.provisionedConcurrency() > 0) {
            slug.append("-pc").append(environment.provisionedConcurrency());
        }
        return slug.toString();
    }

    /** Place of the file under a directory of baselines or candidates. */
    public Path file(Path directory) {
        return directory.resolve(scenario).resolve(slug() + ".json");
    }

    private String loadDigest() {
        return load.substring(load.lastIndexOf('@') + 1);
    }

    private String hostSlug() {
        String slug = slug(environment.host());
        if (slug.length() <= LONGEST_HOST) {
            return slug;
        }
        return slug.substring(0, LONGEST_HOST - 9) + "-"
                + sha256(environment.host()).substring(0, 8);
    }

    private static void compare(List<String> differences, String field, Object there, Object here) {
        if (!Objects.equals(there, here)) {
            differences.add(field + ": " + there + " there, " + here + " here");
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
