package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.report.Annotation;
import io.github.lambdaperf.core.report.Annotations;
import io.github.lambdaperf.core.report.CodeQuality;
import io.github.lambdaperf.core.report.FailureMessage;
import io.github.lambdaperf.core.report.Judgement;
import io.github.lambdaperf.core.report.MarkdownSummary;
import io.github.lambdaperf.core.report.ReportInput;
import io.github.lambdaperf.core.report.Reports;
import io.github.lambdaperf.core.report.TerminalTable;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.ReportInputs;
import io.github.lambdaperf.core.verdict.RunFamily;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** One check of a module: judges the last run, prints the table, writes the reports, throws the verdict. */
final class Checking {
    private final AbstractPerfMojo mojo;
    private final Confirming confirming;
    private final ContinuousIntegration system;
    private final Console console;

    Checking(AbstractPerfMojo mojo, Confirming confirming, ContinuousIntegration system, Console console) {
        this.mojo = mojo;
        this.confirming = confirming;
        this.system = system;
        this.console = console;
    }

    void run(JudgeSettings settings) throws MojoFailureException, InterruptedException {
        RunFamily family = LastRun.family(mojo);
        if (LastRun.isShard(family.first())) {
            console.info("a shard is judged after perf:merge");
            return;
        }
        Confirming.Result result = confirming.judge(family, settings);
        Judgement judgement = result.outcome().judgement();
        ReportInput input = ReportInputs.of(
                family.directory(), result.outcome().run(), judgement, mojo.costSettings(), mojo.pluginVersion());
        Path report = Reports.write(input, mojo.outputDirectory());
        Path root = system.root(Path.of(mojo.session().getExecutionRootDirectory()));
        List<Annotation> annotations =
                Annotations.of(input, mojo.project().getBasedir().toPath(), root);
        CodeQuality.write(annotations, mojo.outputDirectory());
        TerminalTable.of(input).forEach(console::print);
        system.tell(annotations, mojo.outputDirectory().resolve(MarkdownSummary.FILE));
        if (judgement.failed()) {
            throw new MojoFailureException(FailureMessage.of(input.run().scenarios(), judgement, report));
        }
        console.info("report: " + report);
    }
}
