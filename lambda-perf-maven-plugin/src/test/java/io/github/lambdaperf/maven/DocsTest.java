package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the pages show is what the plugin takes: scenarios, goals, properties, links. */
class DocsTest {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Pattern FENCE = Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern GOAL = Pattern.compile("\\bperf:([a-z]+)\\b(?!=)");
    private static final Pattern PROPERTY = Pattern.compile("-D(perf\\.[A-Za-z.]*[A-Za-z])");
    private static final Pattern LOAD = Pattern.compile("(?m)^(executor|vus|stages|scenarios|iterations):");
    private static final Pattern ENTRY = Pattern.compile("(?m)^(\\S[^:\\n]*):");
    private static final Set<String> PARTS_OF_A_PAYLOAD = Set.of("items");

    @TempDir
    private Path directory;

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void scenariosAreRead(Path page) throws Exception {
        Matcher fence = FENCE.matcher(Files.readString(page));
        int number = 0;
        while (fence.find()) {
            if (fence.group(1).equals("yaml") && !fence.group(2).startsWith("# ")) {
                number++;
                Path perf = Files.createDirectories(directory.resolve("snippet" + number));
                Files.writeString(perf.resolve("users.csv"), "id,age,full name\n7,41,Ada Lovelace\n");
                Files.writeString(perf.resolve("snippet.yaml"), whole(fence.group(2)));
                assertThatCode(() -> ScenarioFiles.reader().readAll(perf, List.of()))
                        .as("%s: %s", page.getFileName(), fence.group(2))
                        .doesNotThrowAnyException();
            }
        }
    }

    /** Files that are no scenarios begin with their name, or with a word about it. */
    @ParameterizedTest
    @MethodSource("pages")
    void otherYamlIsYaml(Path page) throws Exception {
        Matcher fence = FENCE.matcher(Files.readString(page));
        while (fence.find()) {
            if (fence.group(1).equals("yaml") && fence.group(2).startsWith("# ")) {
                assertThat(new Load(LoadSettings.builder().build()).loadFromString(fence.group(2)))
                        .isInstanceOf(Map.class);
                if (page.endsWith("alarms.md")) {
                    Files.writeString(directory.resolve("alarms.yaml"), fence.group(2));
                    assertThat(AlarmsFile.read(directory).alarms()).isNotEmpty();
                }
            }
        }
    }

    /** A snippet shows the keys that it is about; what a file needs besides is added. */
    private static String whole(String snippet) {
        Matcher entry = ENTRY.matcher(snippet);
        String text = entry.find() && PARTS_OF_A_PAYLOAD.contains(entry.group(1))
                ? "payload:\n" + snippet.indent(2)
                : snippet;
        if (text.startsWith("failures:")) {
            text = "sqs: { queue: events }\npayload: { action: create }\n" + text;
        }
        return LOAD.matcher(text).find() ? text : text + "\nvus: 1\niterations: 1\n";
    }

    @ParameterizedTest
    @MethodSource("pages")
    void goalsAndPropertiesExist(Path page) throws Exception {
        String text = Files.readString(page);
        String descriptor = descriptor();

        assertThat(found(GOAL, text)).allSatisfy(goal -> assertThat(descriptor).contains("<goal>" + goal + "</goal>"));
        assertThat(found(PROPERTY, text))
                .allSatisfy(property -> assertThat(descriptor + ROOT_PROPERTIES).contains("${" + property + "}"));
    }

    /** Of this project's own build. */
    private static final String ROOT_PROPERTIES = "${perf.docs.write}";

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws Exception {
        for (String link : found(LINK, Files.readString(page))) {
            if (link.matches("https?://.*|mailto:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path to = parts[0].isEmpty()
                    ? page
                    : page.resolveSibling(parts[0]).toAbsolutePath().normalize();
            assertThat(to).as("%s: %s", page.getFileName(), link).exists();
            if (parts.length == 2) {
                assertThat(anchors(Files.readString(to)))
                        .as("%s: %s", page.getFileName(), link)
                        .contains(parts[1]);
            }
        }
    }

    @Test
    void thePomOfTheReadmeIsTheExamples() throws Exception {
        Matcher fence = FENCE.matcher(Files.readString(ROOT.resolve("README.md")));
        String example = flat(Files.readString(ROOT.resolve("examples/orders/pom.xml")));
        int found = 0;
        while (fence.find()) {
            if (fence.group(1).equals("xml")) {
                found++;
                assertThat(example).contains(flat(fence.group(2)));
            }
        }
        assertThat(found).isPositive();
    }

    private static String flat(String xml) {
        return xml.replaceAll("(lambda-perf-maven-plugin</artifactId>\\s*<version>)[^<]*", "$1")
                .replaceAll("\\s+", "");
    }

    private static Set<String> anchors(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String descriptor() throws IOException {
        try (InputStream in = LoadMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
