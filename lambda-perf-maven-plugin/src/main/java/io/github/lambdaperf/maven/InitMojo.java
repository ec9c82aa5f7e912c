package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.scenario.ScenarioReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Makes a Lambda project ready: a scenario in {@code src/perf} with an event made from the handler's input type, and the
 * profile {@code perf} in the pom. What is there already stays as it is.
 */
@Mojo(name = "init", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class InitMojo extends AbstractTargetMojo {
    private static final String SCHEMA = "schema/scenario.schema.json";
    private static final String SCENARIO = """
            # yaml-language-server: $schema=%s
            # What is sent, how it arrives, and what must hold. Keys as in k6.
            invoke: {}

            stages:
              - { duration: 5s, target: 2 }
              - { duration: 20s, target: 2 }

            thresholds:
              invocation_duration: ['p(95)<3000', 'p(99)<5000']
              invocation_success: ['rate>0.99']

            # An event that the handler's input type accepts; make it a real one.
            payload:
            """;

    @Parameter(defaultValue = "${project.file}", readonly = true, required = true)
    private File pom;

    @Override
    boolean needsScenarios() {
        return false;
    }

    @Override
    void perform() {
        Path scenario = perfDirectory().resolve(project().getArtifactId() + ".yaml");
        if (Files.exists(scenario)) {
            getLog().info("kept " + scenario);
        } else {
            TargetSettings.Local local = targetSettings().local();
            String handler =
                    local.handler() != null ? local.handler() : HandlerFinder.find(local.classes(), local.classPath());
            RunDirectory.writeAtomically(perfDirectory().resolve(SCHEMA), schema());
            RunDirectory.writeAtomically(
                    scenario,
                    String.format(SCENARIO, SCHEMA)
                            + indented(SampleEvent.of(handler, local.classes(), local.classPath())));
            getLog().info("wrote " + scenario + ", an event for " + handler + " in it: look at its payload");
        }
        addProfile();
        getLog().info("now: mvn verify -Pperf");
    }

    private void addProfile() {
        try {
            String text = Files.readString(pom.toPath(), StandardCharsets.UTF_8);
            if (PomProfile.isIn(text)) {
                getLog().info("kept " + pom + ", it names the plugin already");
                return;
            }
            RunDirectory.writeAtomically(pom.toPath(), PomProfile.insert(text, pluginVersion()));
            getLog().info("added the profile perf to " + pom);
        } catch (IOException e) {
            throw PerfException.world("cannot read " + pom + ": " + e.getMessage(), e);
        }
    }

    private static String indented(Object event) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(event).indent(2);
    }

    private static String schema() {
        try (InputStream in = ScenarioReader.class.getResourceAsStream("scenario.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PerfException.world("the schema cannot be read from the plugin: " + e.getMessage(), e);
        }
    }
}
