package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Keeps the local target up with the project's function, for use by hand: any AWS client works against it by its endpoint,
 * with any credentials. Stays until it is ended.
 */
@Mojo(name = "local", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public class LocalMojo extends AbstractTargetMojo {

    /** Port to listen on; 0: any free one. */
    @Parameter(property = "perf.local.port", defaultValue = "0")
    private int port;

    @Override
    boolean needsScenarios() {
        return false;
    }

    /** Their queues, topics and buses are set up too. */
    private List<Scenario> scenarios() {
        return ScenarioFiles.reader().readAny(perfDirectory());
    }

    @Override
    void perform() throws InterruptedException {
        TargetSettings settings = targetSettings();
        try (TargetConnection connection = TargetConnection.forHand(
                settings, scenarios(), port, outputDirectory().resolve("local"), getLog()::info)) {
            getLog().info("local target at " + connection.session().lambdaEndpoint());
            getLog().info("function " + connection.function()
                    + ", region us-east-1, any credentials; try: aws --endpoint-url "
                    + connection.session().lambdaEndpoint() + " lambda invoke --function-name "
                    + connection.function() + " out.json");
            getLog().info("Ctrl-C ends it");
            new CountDownLatch(1).await();
        }
    }
}
