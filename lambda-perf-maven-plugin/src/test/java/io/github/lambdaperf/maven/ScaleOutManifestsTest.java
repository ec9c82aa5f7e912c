package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of {@code examples/scale-out}: well-formed, and what they say is what the plugin takes. */
class ScaleOutManifestsTest {
    private static final Path ROOT = Path.of("../examples/scale-out");
    private static final Pattern GOAL = Pattern.compile("(?<![-\\w])perf:([a-z]+)\\b");
    private static final Pattern PROPERTY = Pattern.compile("-D(perf(?:\\.\\w+)+)");
    private static final Pattern SHARD = Pattern.compile("-Dperf\\.shard=(\\$\\{\\{.*?}}/\\$\\{\\{.*?}}|[\\w/]+)");
    /** Short forms of CloudFormation's functions, whose values are of no matter here. */
    private static final Pattern FUNCTION = Pattern.compile("!(Ref|Sub|GetAtt) ");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String name) throws IOException {
        String text = FUNCTION.matcher(Files.readString(ROOT.resolve(name))).replaceAll("");
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** The value at a path of keys and places. */
    private static Object at(Object node, Object... path) {
        Object value = node;
        for (Object key : path) {
            value = value instanceof List<?> list ? list.get((Integer) key) : ((Map<?, ?>) value).get(key);
            assertThat(value).as("%s of %s", key, List.of(path)).isNotNull();
        }
        return value;
    }

    private static String shard(String name) throws IOException {
        return SHARD.matcher(Files.readString(ROOT.resolve(name)))
                .results()
                .map(found -> found.group(1))
                .reduce((one, other) -> {
                    throw new AssertionError("two shards: " + one + " and " + other);
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("files")
    void goalsAndPropertiesExist(Path file) throws IOException {
        String descriptor;
        try (InputStream in = LoadMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String text = Files.readString(file);

        assertThat(GOAL.matcher(text).results().map(MatchResult::group))
                .allSatisfy(goal ->
                        assertThat(descriptor).contains("<goal>" + goal.substring("perf:".length()) + "</goal>"));
        assertThat(PROPERTY.matcher(text).results().map(found -> found.group(1)))
                .allSatisfy(property -> assertThat(descriptor).contains("${" + property + "}"));
    }

    @Test
    void kubernetesStartsAsManyPodsAsThereAreShards() throws IOException {
        Map<String, Object> job = yaml("kubernetes/job.yaml");
        int completions = (int) at(job, "spec", "completions");

        assertThat(at(job, "kind")).isEqualTo("Job");
        assertThat(at(job, "spec", "completionMode")).isEqualTo("Indexed");
        assertThat(at(job, "spec", "parallelism")).as("all at once").isEqualTo(completions);
        assertThat(at(job, "spec", "backoffLimit")).as("no shard twice").isEqualTo(0);
        assertThat(at(job, "spec", "template", "spec", "containers", 0, "args"))
                .asInstanceOf(LIST)
                .startsWith("perf:load");
        Set<Shard> shards = new LinkedHashSet<>();
        for (int index = 0; index < completions; index++) {
            shards.add(ShardIndex.of(
                    shard("kubernetes/job.yaml"), Map.of("JOB_COMPLETION_INDEX", Integer.toString(index))));
        }
        assertThat(shards).isEqualTo(all(completions));
    }

    @Test
    void gitLabStartsJobsThatKnowTheirShard() throws IOException {
        int parallel = (int) at(yaml("gitlab-ci.yml"), "load", "parallel");
        Set<Shard> shards = new LinkedHashSet<>();
        for (int index = 1; index <= parallel; index++) {
            shards.add(ShardIndex.of(
                    shard("gitlab-ci.yml"),
                    Map.of("CI_NODE_INDEX", Integer.toString(index), "CI_NODE_TOTAL", Integer.toString(parallel))));
        }

        assertThat(shards).isEqualTo(all(parallel));
        assertThat(at(yaml("gitlab-ci.yml"), "load", "artifacts", "paths", 0)).isEqualTo("target/perf/shards");
    }

    @Test
    void theMatrixOfGitHubHasEachShard() throws IOException {
        Map<String, Object> workflow = yaml("github/perf.yml");
        List<?> matrix = (List<?>) at(workflow, "jobs", "load", "strategy", "matrix", "shard");
        Set<Shard> shards = new LinkedHashSet<>();
        for (Object index : matrix) {
            shards.add(ShardIndex.of(
                    shard("github/perf.yml")
                            .replace("${{ matrix.shard }}", index.toString())
                            .replace("${{ strategy.job-total }}", Integer.toString(matrix.size())),
                    Map.of()));
        }

        assertThat(shards).isEqualTo(all(matrix.size()));
        assertThat(at(workflow, "jobs", "merge", "needs")).isEqualTo("load");
    }

    @Test
    void theChildrenOfAnArrayJobKnowTheirShard() throws IOException {
        Map<String, Object> resources = cast(at(yaml("batch/template.yaml"), "Resources"));
        Object container = at(resources, "Definition", "Properties", "ContainerProperties");
        Set<Shard> shards = new LinkedHashSet<>();
        for (int index = 0; index < 10; index++) {
            shards.add(ShardIndex.of(
                    shard("batch/template.yaml"),
                    Map.of("AWS_BATCH_JOB_ARRAY_INDEX", Integer.toString(index), "AWS_BATCH_JOB_ARRAY_SIZE", "10")));
        }

        assertThat(shards).isEqualTo(all(10));
        assertThat(at(container, "Command")).asInstanceOf(LIST).startsWith("perf:load");
        assertThat(at(resources, "Definition", "Properties", "Parameters"))
                .asInstanceOf(MAP)
                .containsOnlyKeys("startAt", "records");
        assertThat(at(resources, "Shard", "Properties", "Policies", 0, "PolicyDocument", "Statement", 0, "Action"))
                .asInstanceOf(LIST)
                .as("what a load calls")
                .containsExactlyInAnyOrder(
                        "lambda:InvokeFunction", "lambda:GetFunctionConfiguration", "lambda:ListTags");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object node) {
        return (Map<String, Object>) node;
    }

    private static Set<Shard> all(int count) {
        Set<Shard> all = new LinkedHashSet<>();
        for (int index = 1; index <= count; index++) {
            all.add(new Shard(index, count));
        }
        return all;
    }
}
