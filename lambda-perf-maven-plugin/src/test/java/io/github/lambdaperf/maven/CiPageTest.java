package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.codehaus.plexus.util.SelectorUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docs/ci.md has CI systems run is what a story runs, and what they collect is what a run leaves behind. */
@Timeout(240)
class CiPageTest {
    private static final Path PAGE = DocsTest.ROOT.resolve("docs/ci.md");
    private static final Path STORY = Path.of("src/it/baseline-straight-after-a-clone/invoker.properties");

    @TempDir
    private Path workspace;

    @Test
    void everySystemRunsTheCommandOfAStory() throws Exception {
        List<String> commands = new ArrayList<>();
        for (Object file : yaml()) {
            commands.addAll(strings(file, text -> text.startsWith("mvn ")));
        }
        Jenkinsfile.run(jenkinsfile()).stream()
                .filter(step -> step.name().equals("sh"))
                .forEach(step -> commands.add(step.arguments().get(0).toString()));

        assertThat(commands)
                .hasSize(5)
                .filteredOn(command -> !command.contains("-Dperf.target=aws"))
                .hasSize(4);
        assertThat(commands)
                .allMatch(command -> command.equals(storysCommand())
                        || command.equals("mvn -B -ntp verify -Pperf -Dperf.target=aws -Dperf.function=orders:live"));
    }

    @Test
    void theJenkinsfileIsAPipeline() throws Exception {
        String text = jenkinsfile();

        assertThat(Jenkinsfile.run(text))
                .containsExactly(
                        new Jenkinsfile.Step("pipeline/agent", "label", List.of("perf")),
                        new Jenkinsfile.Step(
                                "pipeline/options", "timeout", List.of(Map.of("time", 20, "unit", "MINUTES"))),
                        new Jenkinsfile.Step("pipeline/stages/stage/steps", "sh", List.of(storysCommand())),
                        new Jenkinsfile.Step(
                                "pipeline/post/always", "junit", List.of("**/target/perf/TEST-perf-*.xml")),
                        new Jenkinsfile.Step("pipeline/post/always", "archiveArtifacts", List.of("**/target/perf/**")));
        assertThatThrownBy(() -> Jenkinsfile.run(text.replace("archiveArtifacts", "archiveArtefacts")))
                .hasMessageContaining("no 'archiveArtefacts' in 'always'");
        assertThatThrownBy(() -> Jenkinsfile.run(text.replace("always {", "allways {")))
                .hasMessageContaining("no 'allways' in 'post'");
        assertThatThrownBy(() -> Jenkinsfile.run(text.replace("agent {", "options {")))
                .hasMessageContaining("'options'");
    }

    /** In a project of its own and in a module of one. */
    @Test
    void theyCollectWhatARunLeavesBehind() throws Exception {
        List<String> files = new ArrayList<>();
        try (TestTarget function = TestTarget.start(TestTarget.function("echo", EchoHandler.class))) {
            for (String folder : List.of("", "services/orders")) {
                Goals goals = new Goals(workspace.resolve(folder))
                        .scenario("create-order", "vus: 1\niterations: 3\n")
                        .with("perf.target", "aws")
                        .with("perf.function", "echo")
                        .with("perf.region", "us-east-1")
                        .with("perf.endpoint", function.endpoint());
                assertThat(goals.load().failure()).isNull();
                assertThat(goals.check().failure()).isNull();
            }
        }
        try (Stream<Path> walk = Files.walk(workspace)) {
            walk.map(file -> workspace.relativize(file).toString().replace('\\', '/'))
                    .forEach(files::add);
        }
        List<String> patterns = new ArrayList<>();
        for (Object file : yaml()) {
            patterns.addAll(strings(file, text -> text.contains("target/perf")));
        }
        Jenkinsfile.run(jenkinsfile()).stream()
                .filter(step -> step.where().endsWith("post/always"))
                .forEach(step -> patterns.add(step.arguments().get(0).toString()));

        assertThat(patterns)
                .hasSize(8)
                .allSatisfy(pattern ->
                        assertThat(matching(pattern, files)).as(pattern).isNotEmpty());
        assertThat(patterns.stream().filter(pattern -> pattern.endsWith(".xml")))
                .hasSize(3)
                .allSatisfy(pattern -> assertThat(matching(pattern, files))
                        .containsExactlyInAnyOrder(
                                "target/perf/TEST-perf-create-order.xml",
                                "services/orders/target/perf/TEST-perf-create-order.xml"));
        assertThat(matching("**/target/perf/**", files)).anyMatch(file -> file.endsWith("report.html"));
    }

    private static List<String> matching(String pattern, List<String> files) {
        return files.stream()
                .filter(file -> SelectorUtils.matchPath(pattern, file, "/", true))
                .toList();
    }

    private static String storysCommand() {
        Properties story = new Properties();
        try (Reader reader = Files.newBufferedReader(STORY)) {
            story.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return "mvn " + story.getProperty("invoker.goals.3");
    }

    private static String jenkinsfile() throws IOException {
        return fences("groovy").get(0);
    }

    private static List<Object> yaml() throws IOException {
        return fences("yaml").stream()
                .map(text -> new Load(LoadSettings.builder().build()).loadFromString(text))
                .toList();
    }

    private static List<String> fences(String language) throws IOException {
        return DocsTest.FENCE
                .matcher(Files.readString(PAGE))
                .results()
                .filter(fence -> fence.group(1).equals(language))
                .map((MatchResult fence) -> fence.group(2))
                .toList();
    }

    /** Of a tree of maps and lists. */
    private static List<String> strings(Object tree, Predicate<String> wanted) {
        if (tree instanceof Map<?, ?> map) {
            return strings(map.values(), wanted);
        } else if (tree instanceof Collection<?> list) {
            return list.stream().flatMap(one -> strings(one, wanted).stream()).toList();
        }
        return tree instanceof String text && wanted.test(text) ? List.of(text) : List.of();
    }
}
