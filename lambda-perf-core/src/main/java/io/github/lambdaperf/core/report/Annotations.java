package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The failures and warnings of a judgement, each at the line of the scenario file that it is about. */
public final class Annotations {
    private final ReportInput input;
    private final Path project;
    private final Path root;

    private Annotations(ReportInput input, Path project, Path root) {
        this.input = input;
        this.project = project.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Of a judged run.
     *
     * @param project directory that the scenario files of the record are relative to
     * @param root of the sources, as the CI system checked them out
     */
    public static List<Annotation> of(ReportInput input, Path project, Path root) {
        return new Annotations(input, project, root).all();
    }

    private List<Annotation> all() {
        List<Annotation> annotations = new ArrayList<>();
        input.judgement().failures().forEach(failure -> annotations.add(annotation(failure, true)));
        input.judgement().warnings().forEach(warning -> annotations.add(annotation(warning, false)));
        return annotations;
    }

    /** A sentence begins with the name of its scenario; one about the whole run stands at the first. */
    private Annotation annotation(String sentence, boolean fails) {
        List<ScenarioRecord> scenarios = input.run().scenarios();
        ScenarioRecord scenario = scenarios.stream()
                .filter(each -> sentence.startsWith(each.name() + ": "))
                .findFirst()
                .orElse(scenarios.isEmpty() ? null : scenarios.get(0));
        String title = sentence.lines().findFirst().orElse("");
        if (scenario == null) {
            return new Annotation("pom.xml", 1, "performance", "", title, sentence, fails);
        }
        Path file = project.resolve(scenario.file()).normalize();
        Path shown = file.startsWith(root) ? root.relativize(file) : Path.of(scenario.file());
        return new Annotation(
                shown.toString().replace('\\', '/'),
                line(file, key(sentence, scenario)),
                rule(sentence, scenario),
                subject(sentence, scenario),
                title,
                sentence,
                fails);
    }

    private String rule(String sentence, ScenarioRecord scenario) {
        if (threshold(sentence, scenario) != null) {
            return "threshold";
        }
        return check(sentence, scenario) != null
                ? "check"
                : sentence.contains(" regressed") ? "regression" : "performance";
    }

    private String subject(String sentence, ScenarioRecord scenario) {
        ThresholdRecord threshold = threshold(sentence, scenario);
        String key = key(sentence, scenario);
        return threshold != null ? key + ": " + threshold.expression() : key == null ? "" : key;
    }

    /** The key of the file that the sentence is about: a threshold's metric, a check's name, a metric's setting. */
    private String key(String sentence, ScenarioRecord scenario) {
        ThresholdRecord threshold = threshold(sentence, scenario);
        if (threshold != null) {
            return threshold.metric();
        }
        String check = check(sentence, scenario);
        return check != null ? check : metric(sentence, scenario);
    }

    private static ThresholdRecord threshold(String sentence, ScenarioRecord scenario) {
        return scenario.thresholds().stream()
                .filter(threshold -> sentence.contains(threshold.metric() + ": " + threshold.expression()))
                .findFirst()
                .orElse(null);
    }

    private static String check(String sentence, ScenarioRecord scenario) {
        return scenario.checks().stream()
                .map(CheckRecord::name)
                .filter(name -> sentence.contains("check '" + name + "'"))
                .findFirst()
                .orElse(null);
    }

    private String metric(String sentence, ScenarioRecord scenario) {
        return input.judgement().rowsOf(scenario.name()).stream()
                .map(VerdictRow::metric)
                .filter(metric -> sentence.startsWith(scenario.name() + ": " + metric + " "))
                .findFirst()
                .orElse(null);
    }

    /** The first line whose key is the subject; 1 where there is none, or the file is gone. */
    private static int line(Path file, String subject) {
        if (subject == null) {
            return 1;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String key = lines.get(i).strip().replaceAll("^['\"]", "");
                if (key.startsWith(subject) && key.substring(subject.length()).matches("['\"]?\\s*:.*")) {
                    return i + 1;
                }
            }
        } catch (IOException e) {
            // the record may have come from another machine
        }
        return 1;
    }
}
