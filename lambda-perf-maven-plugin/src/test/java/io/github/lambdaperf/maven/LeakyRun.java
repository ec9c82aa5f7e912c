package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.analyze.AnalysisSettings;
import io.github.lambdaperf.core.analyze.LoggedTexts;
import io.github.lambdaperf.core.analyze.ServerAnalysis;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.baseline.BaselineChange;
import io.github.lambdaperf.core.cloudwatch.MeteredRun;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.doctor.Diagnosis;
import io.github.lambdaperf.core.doctor.Doctor;
import io.github.lambdaperf.core.doctor.DoctorPlan;
import io.github.lambdaperf.core.load.LoadPlan;
import io.github.lambdaperf.core.load.LoadTest;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.report.Annotation;
import io.github.lambdaperf.core.report.Annotations;
import io.github.lambdaperf.core.report.CodeQuality;
import io.github.lambdaperf.core.report.FailureMessage;
import io.github.lambdaperf.core.report.Judgement;
import io.github.lambdaperf.core.report.MarkdownSummary;
import io.github.lambdaperf.core.report.ReportInput;
import io.github.lambdaperf.core.report.Reports;
import io.github.lambdaperf.core.report.TerminalTable;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import io.github.lambdaperf.core.shard.ShardArchive;
import io.github.lambdaperf.core.trace.TracedRun;
import io.github.lambdaperf.core.verdict.AnalyzedRun;
import io.github.lambdaperf.core.verdict.BaselineUpdate;
import io.github.lambdaperf.core.verdict.CompareMode;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.ReportInputs;
import io.github.lambdaperf.core.verdict.RunFamily;
import io.github.lambdaperf.core.verdict.RunJudge;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.SystemStreamLog;

/**
 * What {@code load}, {@code analyze}, {@code check}, {@code baseline} and {@code doctor} do, with a function that repeats
 * all it gets, in a process of its own whose environment, loggers and temporary folder are the caller's.
 */
final class LeakyRun {

    private LeakyRun() {}

    /** @param arguments the project's directory */
    public static void main(String[] arguments) throws Exception {
        QuietLoggers.make();
        Path project = Path.of(arguments[0]);
        Path output = project.resolve("target/perf");
        Path run = output.resolve("runs/run-1");
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(project.resolve("src/perf"), List.of());
        Path classes = Path.of(LeakingHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        FunctionDefinition function = FunctionDefinition.builder()
                .name("leaking")
                .handler(LeakingHandler.class.getName())
                .classPath(List.of(classes))
                .timeout(Duration.ofSeconds(30))
                .memoryMb(512)
                .logMask(LocalSecrets.mask(scenarios))
                .build();
        try (LocalTarget target = LocalTarget.builder()
                        .function(function)
                        .maxConcurrency(1)
                        .dataDirectory(Loading.localLogs(run))
                        .build()
                        .start();
                AwsSession session = new AwsSession(new AwsSettings(
                        Optional.of(target.endpoint()), Optional.of("us-east-1"), Optional.of("leaky")))) {
            String url = target.endpoint() + "/_aws/url/leaking";
            List<Scenario> addressed =
                    scenarios.stream().map(scenario -> scenario.at(url)).toList();
            load(project, run, Shard.WHOLE, addressed, session);
            Path shard = output.resolve("shards/run-2");
            load(project, shard, new Shard(1, 2), addressed, session);
            ShardArchive.pack(shard, output.resolve("shards/shard-1-of-2.zip"));
            RunDirectory directory = new RunDirectory(run);
            analyze(directory, project, scenarios, session);
            judge(directory, project, output);
            Diagnosis diagnosis = Doctor.examine(
                    new DoctorPlan(
                            scenarios,
                            false,
                            "leaking",
                            RunFamily.newest(output.resolve("runs")).map(RunFamily::first),
                            project.resolve("src/perf/baseline"),
                            PriceTable.bundled(),
                            Set.of("load", "analyze"),
                            LeakyRun.class.getClassLoader(),
                            LocalDate.now()),
                    session);
            diagnosis.lines().forEach(System.out::println);
            diagnosis.write(output);
        }
        try {
            scenarios.stream()
                    .filter(s -> s.name().equals("api"))
                    .findFirst()
                    .orElseThrow()
                    .at(System.getenv("PRESIGNED_URL"));
        } catch (PerfException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void load(Path project, Path run, Shard shard, List<Scenario> scenarios, AwsSession session)
            throws Exception {
        LoadPlan plan = new LoadPlan(
                scenarios,
                project,
                run,
                run.getFileName().toString(),
                "aws",
                "leaking",
                "",
                null,
                List.of(),
                "test",
                1,
                Duration.ofMillis(100),
                1,
                PriceTable.bundled(),
                null,
                null);
        try (LoadConsole console = new LoadConsole(new SystemStreamLog(), null, 1)) {
            new LoadTest(plan, session, System.out::println, console)
                    .sharing(shard, null)
                    .run();
        }
    }

    private static void analyze(RunDirectory directory, Path project, List<Scenario> scenarios, AwsSession session)
            throws InterruptedException {
        var texts = scenarios.stream().collect(Collectors.toMap(Scenario::name, LoggedTexts::of));
        RunRecord analyzed = ServerAnalysis.analyze(
                directory.read(),
                session.logs(),
                new AnalysisSettings(
                        Duration.ofSeconds(20),
                        project.resolve("src/perf/queries"),
                        PriceTable.bundled(),
                        System.out::println,
                        texts::get));
        RunRecord metered = MeteredRun.of(analyzed, session, Duration.ofSeconds(20), System.out::println);
        directory.write(AnalyzedRun.of(TracedRun.of(metered, session, System.out::println)));
    }

    private static void judge(RunDirectory directory, Path project, Path output) {
        RunFamily family = RunFamily.newest(output.resolve("runs")).orElseThrow();
        // the other scenario has too few samples for a baseline
        RunRecord measured = family.first()
                .withScenarios(family.first().scenarios().stream()
                        .filter(scenario -> scenario.name().equals("throws"))
                        .toList());
        BaselineUpdate.apply(
                        List.of(measured),
                        project.resolve("src/perf/baseline"),
                        "leaky:leaky:1",
                        new BaselineChange.Options("first", true, null, LocalDate.now()))
                .forEach(outcome -> outcome.lines().forEach(System.out::println));
        RunJudge.Outcome outcome = RunJudge.judge(
                family,
                new JudgeSettings(
                        project,
                        project.resolve("src/perf/baseline"),
                        false,
                        JudgeSettings.OnInconclusive.WARN,
                        LocalDate.now(),
                        CompareMode.STORED,
                        1,
                        false));
        Judgement judgement = outcome.judgement();
        ReportInput input = ReportInputs.of(
                directory, outcome.run(), judgement, new CostSettings(PriceTable.bundled(), false, 0), "test");
        Path report = Reports.write(input, output);
        List<Annotation> annotations = Annotations.of(input, project, project);
        CodeQuality.write(annotations, output);
        Map<String, String> github =
                Map.of("GITHUB_STEP_SUMMARY", output.resolve("steps.md").toString());
        new ContinuousIntegration("github", github, System.out).tell(annotations, output.resolve(MarkdownSummary.FILE));
        TerminalTable.of(input).forEach(line -> System.out.println(line));
        System.out.println(FailureMessage.of(input.run().scenarios(), judgement, report));
    }
}
