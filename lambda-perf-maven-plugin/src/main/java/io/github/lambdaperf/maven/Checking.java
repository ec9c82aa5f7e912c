package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.report.FailureMessage;
import io.github.lambdaperf.core.report.Judgement;
import io.github.lambdaperf.core.report.ReportInput;
import io.github.lambdaperf.core.report.Reports;
import io.github.lambdaperf.core.report.TerminalTable;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.ReportInputs;
import io.github.lambdaperf.core.verdict.RunJudge;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;

/** One check of a module: judges the last run, prints the table, writes the reports, throws the verdict. */
final class Checking {
    private final AbstractPerfMojo mojo;
    private final Console console;

    Checking(AbstractPerfMojo mojo, Console console) {
        this.mojo = mojo;
        this.console = console;
    }

    void run(JudgeSettings settings) throws MojoFailureException {
        RunDirectory directory = LastRun.of(mojo);
        RunRecord run = directory.read();
        Judgement judgement = RunJudge.judge(run, settings);
        ReportInput input = ReportInputs.of(directory, run, judgement, mojo.pluginVersion());
        Path report = Reports.write(input, mojo.outputDirectory());
        TerminalTable.of(input).forEach(console::print);
        if (judgement.failed()) {
            throw new MojoFailureException(FailureMessage.of(judgement, report));
        }
        console.info("report: " + report);
    }
}
