package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.report.ReportInput;
import io.github.lambdaperf.core.report.Reports;
import io.github.lambdaperf.core.verdict.CompareMode;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.ReportInputs;
import io.github.lambdaperf.core.verdict.RunFamily;
import io.github.lambdaperf.core.verdict.RunJudge;
import java.io.File;
import java.time.LocalDate;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Renders the last record again, or one that was copied from elsewhere: HTML, Markdown, JUnit XML, JMH JSON, CSV. Fails no
 * build and runs no load; it needs no function and works offline.
 */
@Mojo(name = "report", threadSafe = true)
public class ReportMojo extends AbstractPerfMojo {

    /** Folder of the run records to render the newest of; those of this module without it. */
    @Parameter(property = "perf.runsDirectory")
    private File runs;

    @Override
    boolean usesRecords() {
        return true;
    }

    @Override
    void perform() {
        RunFamily family = runs == null ? LastRun.family(this) : LastRun.family(runs.toPath());
        JudgeSettings settings = new JudgeSettings(
                project().getBasedir().toPath(),
                baselineDirectory(),
                false,
                JudgeSettings.OnInconclusive.WARN,
                LocalDate.now(),
                family.further().stream()
                                .flatMap(run -> run.scenarios().stream())
                                .anyMatch(scenario -> scenario.interleaved() != null)
                        ? CompareMode.AUTO
                        : CompareMode.STORED,
                1 + family.further().size(),
                true);
        RunJudge.Outcome outcome = RunJudge.judge(family, settings);
        ReportInput input = ReportInputs.of(
                family.directory(), outcome.run(), outcome.judgement(), costSettings(), pluginVersion());
        getLog().info("verdict: " + outcome.judgement().overall());
        getLog().info("report: " + Reports.write(input, outputDirectory()));
    }
}
