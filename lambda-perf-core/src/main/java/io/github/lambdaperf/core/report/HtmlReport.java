package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Path;
import java.util.List;

/** {@code report.html}: one file with everything in it; it loads nothing. */
final class HtmlReport implements ReportWriter {
    static final String FILE = "report.html";

    @Override
    public void write(ReportInput input, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(FILE), text(input));
    }

    static String text(ReportInput input) {
        return HtmlPage.text(
                "Performance of " + input.run().function().name() + ": "
                        + input.judgement().overall(),
                ChartData.json(input),
                body(input));
    }

    private static String body(ReportInput input) {
        Html html = new Html();
        HtmlRun run = new HtmlRun(html, input);
        run.banner();
        List<ScenarioRecord> scenarios = input.run().scenarios();
        html.open("main", "id", "content");
        for (int i = 0; i < scenarios.size(); i++) {
            new HtmlScenario(html, input, scenarios.get(i), i).section();
        }
        run.advice();
        run.environment();
        html.close();
        run.footer();
        return html.done();
    }
}
