package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The profile that runs the plugin, put into the text of a pom; everything else of the file stays as it is. */
final class PomProfile {
    private static final String PROFILE = """
                <profile>
                  <id>perf</id>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.github.lambdaperf</groupId>
                        <artifactId>lambda-perf-maven-plugin</artifactId>
                        <version>%s</version>
                        <executions>
                          <execution>
                            <goals>
                              <goal>load</goal>
                              <goal>analyze</goal>
                              <goal>check</goal>
                            </goals>
                          </execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </profile>
            """;

    private PomProfile() {}

    /** True where the pom names the plugin already. */
    static boolean isIn(String pom) {
        return pom.contains("<artifactId>lambda-perf-maven-plugin</artifactId>");
    }

    /**
     * The pom with the profile.
     *
     * @param version of the plugin
     * @throws PerfException where the text is no pom
     */
    static String insert(String pom, String version) {
        String profile = String.format(PROFILE, version).replace("\n", lineEnd(pom));
        int profiles = endOf(pom, "profiles");
        if (profiles >= 0) {
            return insertBefore(pom, profiles, profile);
        }
        int project = endOf(pom, "project");
        if (project < 0) {
            throw PerfException.user("the pom has no </project>: it cannot be changed");
        }
        String end = lineEnd(pom);
        return insertBefore(pom, project, end + "  <profiles>" + end + profile + "  </profiles>" + end);
    }

    private static String lineEnd(String pom) {
        return pom.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Before the indentation of the end tag at this place. */
    private static String insertBefore(String pom, int place, String text) {
        int line = place;
        while (line > 0 && (pom.charAt(line - 1) == ' ' || pom.charAt(line - 1) == '\t')) {
            line--;
        }
        return pom.substring(0, line) + text + pom.substring(line);
    }

    /** Where the end tag of the project itself or of a direct child of it begins; -1: there is none. */
    private static int endOf(String pom, String element) {
        int depth = element.equals("project") ? 1 : 2;
        try {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(pom));
            Deque<String> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    open.push(reader.getLocalName());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    String name = open.pop();
                    if (name.equals(element) && open.size() == depth - 1) {
                        return pom.lastIndexOf("</", reader.getLocation().getCharacterOffset() - 1);
                    }
                }
            }
            return -1;
        } catch (XMLStreamException e) {
            throw PerfException.user("the pom cannot be read: " + e.getMessage());
        }
    }
}
