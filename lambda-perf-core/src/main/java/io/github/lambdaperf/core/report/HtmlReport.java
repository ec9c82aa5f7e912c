package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code report.html}: one file with everything in it; it loads nothing. */
final class HtmlReport implements ReportWriter {
    static final String FILE = "report.html";

    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    @Override
    public void write(ReportInput input, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(FILE), text(input));
    }

    static String text(ReportInput input) {
        Map<String, String> slots = Map.of(
                "title",
                        Html.escape("Performance of " + input.run().function().name() + ": "
                                + input.judgement().overall()),
                "library_style", resource("uPlot.min.css"),
                "library_licence", resource("uPlot.LICENSE.txt"),
                "library", resource("uPlot.iife.min.js"),
                "style", resource("report.css"),
                "script", resource("report.js"),
                "data", ChartData.json(input),
                "body", body(input));
        Matcher slot = SLOT.matcher(resource("report.html"));
        StringBuilder text = new StringBuilder();
        while (slot.find()) {
            slot.appendReplacement(text, Matcher.quoteReplacement(slots.get(slot.group(1))));
        }
        return slot.appendTail(text).toString();
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

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
