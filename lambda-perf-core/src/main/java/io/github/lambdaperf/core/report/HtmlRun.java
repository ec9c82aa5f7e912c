package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.ArrayList;
import java.util.List;

/** What {@code report.html} says of the run as a whole: the verdict first, advice, environment and generator last. */
final class HtmlRun {
    private final Html html;
    private final ReportInput input;
    private final RunRecord run;

    HtmlRun(Html html, ReportInput input) {
        this.html = html;
        this.input = input;
        this.run = input.run();
    }

    void banner() {
        Judgement judgement = input.judgement();
        html.element("a", "Skip to the figures", "href", "#content", "class", "skip");
        html.open("header", "class", "verdict " + cssClass(judgement.overall())).open("div", "class", "page");
        html.open("p", "class", "kicker").text("Performance of ");
        html.element("strong", run.function().name())
                .text(" on " + run.environment().target())
                .close();
        html.open("h1").element("span", mark(judgement.overall()), "class", "mark", "aria-hidden", "true");
        html.text(headline(judgement)).close();
        if (!judgement.failures().isEmpty()) {
            html.open("ul", "class", "failures");
            judgement.failures().forEach(failure -> html.element("li", failure));
            html.close();
        }
        list("warnings", "Warnings", judgement.warnings());
        html.open("p", "class", "meta").text(Figures.time(run.startedAt()));
        html.text(" · " + Figures.environment(run));
        if (run.commit() != null) {
            html.text(" · commit ").element("code", run.commit());
        }
        html.text(" · run ").element("code", run.runId()).close();
        html.close().close();
        nav();
    }

    private void nav() {
        html.open("nav", "aria-label", "Sections").open("div", "class", "page");
        List<ScenarioRecord> scenarios = run.scenarios();
        for (int i = 0; i < scenarios.size(); i++) {
            html.element("a", scenarios.get(i).name(), "href", "#scenario-" + i);
        }
        if (!input.advice().isEmpty()) {
            html.element("a", "Advice", "href", "#advice");
        }
        html.element("a", "Environment", "href", "#environment");
        html.element("a", "Generator", "href", "#generator");
        html.close().close();
    }

    private static String headline(Judgement judgement) {
        int problems = judgement.failures().size();
        return switch (judgement.overall()) {
            case "failed" -> "Failed: " + problems + (problems == 1 ? " problem" : " problems");
            case "passed" -> "Passed";
            case "inconclusive" -> "Inconclusive: nothing failed, not everything could be shown";
            case "no baseline" -> "No baseline yet: nothing to compare with";
            default -> judgement.overall();
        };
    }

    private static String mark(String overall) {
        return switch (overall) {
            case "failed" -> "✕";
            case "passed" -> "✓";
            default -> "?";
        };
    }

    private static String cssClass(String overall) {
        return switch (overall) {
            case "failed" -> "bad";
            case "passed" -> "good";
            default -> "warn";
        };
    }

    private void list(String cssClass, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            html.open("div", "class", cssClass).element("h2", title).open("ul");
            sentences.forEach(sentence -> html.element("li", sentence));
            html.close().close();
        }
    }

    void advice() {
        if (input.advice().isEmpty()) {
            return;
        }
        html.open("section", "id", "advice", "class", "page").element("h2", "Advice");
        html.open("div", "class", "cards");
        for (AdviceRow advice : input.advice()) {
            html.open("article", "class", "card").element("h3", advice.title());
            html.element("p", advice.figure());
            if (advice.saving() != null) {
                html.open("p")
                        .element("strong", "Would bring: ")
                        .text(advice.saving())
                        .close();
            }
            html.element("p", advice.scenario(), "class", "faint").close();
        }
        html.close().close();
    }

    void environment() {
        html.open("section", "id", "environment", "class", "page").element("h2", "Environment");
        FunctionRecord function = run.function();
        var environment = run.environment();
        List<String> facts = new ArrayList<>(List.of(
                "Target", environment.target(),
                "Region", environment.region(),
                "Function", function.name() + " (" + function.version() + ")",
                "Handler", function.handler(),
                "Architecture", environment.architecture(),
                "Memory", environment.memoryMb() + " MB",
                "Runtime", environment.runtime(),
                "Package", environment.packageType(),
                "SnapStart", environment.snapStart() ? "on" : "off",
                "Provisioned concurrency", Integer.toString(environment.provisionedConcurrency()),
                "Timeout", Figures.duration(function.timeoutMs()),
                "Ephemeral storage", function.ephemeralStorageMb() + " MB",
                "Log group", function.logGroup() + " (" + function.logFormat() + ")"));
        fact(facts, "Runtime version", function.runtimeVersion());
        fact(facts, "Code SHA-256", function.codeSha256());
        fact(facts, "Host", environment.host().isEmpty() ? null : environment.host());
        html.definitions(facts);
        bullets(run.labels());
        html.close();
        generator();
        if (!input.judgement().notes().isEmpty()) {
            html.open("section", "id", "notes", "class", "page").element("h2", "Notes");
            bullets(input.judgement().notes());
            html.close();
        }
    }

    private void generator() {
        GeneratorHealth health = run.generator();
        html.open("section", "id", "generator", "class", "page").element("h2", "Generator health");
        html.open("p");
        html.element("span", health.valid() ? "ok" : "invalid", "class", "badge " + (health.valid() ? "good" : "bad"));
        html.text(
                        health.valid()
                                ? " The generator was not the limit."
                                : " "
                                        + (health.problem() == null
                                                ? "The figures are not the function's."
                                                : health.problem()))
                .close();
        html.definitions(List.of(
                "Send lag, median",
                Figures.value(health.sendLagP50Ms(), "ms"),
                "Send lag, p99",
                Figures.value(health.sendLagP99Ms(), "ms"),
                "Send lag, largest",
                Figures.value(health.sendLagMaxMs(), "ms"),
                "Requests sent by",
                health.clients().isEmpty() ? "not known" : String.join(", ", health.clients()),
                "Rehearsed before the load",
                health.rehearsedMs() + " ms",
                "CPU of this JVM",
                Figures.percent(health.cpu()),
                "CPU of other work",
                health.otherCpu() == null ? "not known" : Figures.percent(health.otherCpu()),
                "GC pauses, sum",
                health.gcPauseMs() + " ms",
                "GC pause, longest",
                health.gcPauseMaxMs() == null ? "not known" : Figures.value(health.gcPauseMaxMs(), "ms")));
        if (run.status() != RunRecord.Status.COMPLETE) {
            bullets(run.statusReasons());
        }
        html.close();
    }

    private void bullets(List<String> sentences) {
        if (!sentences.isEmpty()) {
            html.open("ul");
            sentences.forEach(sentence -> html.element("li", sentence));
            html.close();
        }
    }

    private static void fact(List<String> facts, String term, String text) {
        if (text != null) {
            facts.add(term);
            facts.add(text);
        }
    }

    void footer() {
        html.open("footer", "class", "page").text("Written by lambda-perf " + input.productVersion());
        html.text(" from the run " + run.runId() + " of " + run.tool() + ". Charts: uPlot, MIT licence.")
                .close();
    }
}
