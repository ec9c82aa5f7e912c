package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.AnalysisSettings;
import io.github.lambdaperf.core.analyze.LoggedTexts;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.cloudwatch.MeteredRun;
import io.github.lambdaperf.core.cloudwatch.PublishedRun;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.trace.TracedRun;
import io.github.lambdaperf.core.verdict.AnalyzedRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Completes the last run record from the server's side: REPORT analysis by Logs Insights, CloudWatch's metrics, and the
 * cost. */
@Mojo(name = "analyze", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class AnalyzeMojo extends AbstractTargetMojo {

    /** How long to wait until CloudWatch has all the logs of the run. */
    @Parameter(property = "perf.ingestionTimeout", defaultValue = "5m")
    private String ingestionTimeout;

    @Override
    boolean isTest() {
        return true;
    }

    /** By what the scenario files say now; what cannot be read is withheld. */
    private Function<String, LoggedTexts> texts(RunRecord run) {
        Map<String, LoggedTexts> texts = new HashMap<>();
        for (ScenarioRecord scenario : run.scenarios()) {
            try {
                ScenarioFiles.reader()
                        .readAll(perfDirectory(), List.of(scenario.name()))
                        .forEach(file -> texts.put(scenario.name(), LoggedTexts.of(file)));
            } catch (PerfException e) {
                getLog().warn("scenario " + scenario.name()
                        + " cannot be read, so texts of the function's log are withheld: " + e.getMessage());
            }
        }
        return name -> texts.getOrDefault(name, LoggedTexts.WITHHELD);
    }

    @Override
    void perform() throws InterruptedException {
        RunDirectory directory = LastRun.of(this);
        RunRecord run = directory.read();
        if (LastRun.isShard(run)) {
            getLog().info("a shard is analyzed after perf:merge");
            return;
        }
        try (TargetConnection connection =
                TargetConnection.forAnalysis(targetSettings(), Loading.localLogs(directory.path()))) {
            RunRecord analyzed = ServerAnalysis.analyze(
                    run,
                    connection.session().logs(),
                    new AnalysisSettings(
                            duration("perf.ingestionTimeout", ingestionTimeout),
                            perfDirectory().resolve("queries"),
                            costSettings().prices(),
                            getLog()::info,
                            texts(run)));
            RunRecord metered = MeteredRun.of(
                    analyzed,
                    connection.session(),
                    duration("perf.ingestionTimeout", ingestionTimeout),
                    getLog()::info);
            RunRecord published = PublishedRun.of(
                    TracedRun.of(metered, connection.session(), getLog()::info),
                    directory,
                    connection.session(),
                    costSettings().prices(),
                    getLog()::info);
            directory.write(AnalyzedRun.of(published));
        }
    }
}
