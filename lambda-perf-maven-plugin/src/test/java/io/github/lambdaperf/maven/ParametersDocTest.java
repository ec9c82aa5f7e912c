package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * {@code docs/parameters.md} is what the plugin's descriptor says. {@code -Dperf.docs.write} writes it, where a parameter has
 * changed.
 */
class ParametersDocTest {
    private static final Path PAGE = Path.of("..", "docs", "parameters.md");

    private record Entry(String name, String type, String property, String fallback, String text) {}

    @Test
    void isThePluginsDescriptor() throws Exception {
        String page = page();
        if (System.getProperty("perf.docs.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("mvn -pl lambda-perf-maven-plugin -am test -Dtest=ParametersDocTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dperf.docs.write")
                .isEqualTo(page);
    }

    private static String page() throws Exception {
        TreeMap<String, Entry> entries = new TreeMap<>();
        TreeMap<String, TreeSet<String>> goals = new TreeMap<>();
        TreeSet<String> all = new TreeSet<>();
        for (Element mojo : children(descriptor(), "mojos", "mojo")) {
            String goal = text(mojo, "goal");
            if (goal.equals("help")) {
                continue;
            }
            all.add(goal);
            for (Element parameter : children(mojo, "parameters", "parameter")) {
                if (!text(parameter, "editable").equals("true")) {
                    continue;
                }
                Entry entry = entry(mojo, parameter);
                entries.put(entry.name() + entry.property() + entry.fallback(), entry);
                goals.computeIfAbsent(entry.name() + entry.property() + entry.fallback(), key -> new TreeSet<>())
                        .add(goal);
            }
        }
        StringBuilder page = new StringBuilder(HEAD);
        entries.values().stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.property().isEmpty() ? 1 : 0)
                        .thenComparing(Entry::property)
                        .thenComparing(Entry::name))
                .forEach(entry -> {
                    TreeSet<String> of = goals.get(entry.name() + entry.property() + entry.fallback());
                    page.append("| ")
                            .append(entry.property().isEmpty() ? "" : "`" + entry.property() + "`")
                            .append(" | `")
                            .append(entry.name())
                            .append("` | ")
                            .append(entry.fallback().isEmpty() ? "" : "`" + entry.fallback() + "`")
                            .append(" | ")
                            .append(of.equals(all) ? "all" : String.join(", ", of))
                            .append(" | ")
                            .append(entry.text())
                            .append(" |\n");
                });
        return page.toString();
    }

    private static final String HEAD = """
            # Parameters

            Everything that can be set, made from the plugin's own descriptor. A property goes on the command line
            (`-Dperf.memory=1024`), into the `<properties>` of a pom, or into a profile of `settings.xml`; an element goes into the
            plugin's `<configuration>`. The command line overrides properties of the pom; a value in `<configuration>` overrides both.
            `mvn perf:help -Ddetail -Dgoal=load` prints the same.

            What belongs to the function and its load is in files, not in parameters:

            | file | |
            |---|---|
            | `src/perf/*.yaml`, `*.yml`, `*.json` | [scenarios](scenarios.md) |
            | `src/perf/alarms.yaml` | [alarms](alarms.md) |
            | `src/perf/queries/*.cwli` | [queries of your own](analysis.md) |
            | `src/perf/baseline/<scenario>/<environment>.json` | [baselines](verdicts.md), written by `perf:baseline` alone |

            Credentials come from the AWS SDK's own chain (environment, profiles, SSO, web identity, containers, instances), never from
            the pom; `<servers>` of `settings.xml` are not read.

            | property | element | default | goals | |
            |---|---|---|---|---|
            """;

    private static Entry entry(Element mojo, Element parameter) {
        String name = text(parameter, "name");
        String property = "";
        String fallback = "";
        for (Element configuration : children(mojo, "configuration")) {
            for (Node node = configuration.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element value && value.getTagName().equals(name)) {
                    property = value.getTextContent().strip().replaceAll("^\\$\\{(.*)}$", "$1");
                    fallback = value.getAttribute("default-value");
                }
            }
        }
        return new Entry(
                name,
                text(parameter, "type"),
                property,
                fallback,
                text(parameter, "description")
                        .replaceAll("<code>(.*?)</code>", "`$1`")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replaceAll("\\s+", " ")
                        .replace("|", "\\|"));
    }

    private static Element descriptor() throws Exception {
        try (InputStream in = LoadMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String... path) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && child.getTagName().equals(path[0])) {
                if (path.length == 1) {
                    found.add(child);
                } else {
                    found.addAll(children(child, path[1]));
                }
            }
        }
        return found;
    }
}
