package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.report.Annotation;
import io.github.lambdaperf.core.report.GitHubCommands;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** What the CI system that runs the build, if any, is told besides the files it picks up. */
final class ContinuousIntegration {
    /** Where the systems say that they checked the sources out: GitHub Actions, GitLab, CodeBuild, Jenkins. */
    private static final List<String> ROOTS =
            List.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "CODEBUILD_SRC_DIR", "WORKSPACE");

    private static final List<String> MODES = List.of("auto", "github", "none");

    private final Map<String, String> variables;
    private final PrintStream out;
    private final boolean gitHub;

    /**
     * For one build.
     *
     * @param mode {@code auto}, {@code github} or {@code none}
     * @param variables of the environment
     * @param out the standard output, undecorated: commands stand at the beginning of a line
     */
    ContinuousIntegration(String mode, Map<String, String> variables, PrintStream out) {
        if (!MODES.contains(mode)) {
            throw PerfException.user("perf.annotations is '" + mode + "': it can be " + String.join(", ", MODES));
        }
        this.variables = variables;
        this.out = out;
        this.gitHub = mode.equals("github") || mode.equals("auto") && "true".equals(variables.get("GITHUB_ACTIONS"));
    }

    /** Root of the sources. @param otherwise where no system says it */
    Path root(Path otherwise) {
        return ROOTS.stream()
                .map(variables::get)
                .filter(root -> root != null && !root.isBlank())
                .map(Path::of)
                .filter(root -> otherwise.toAbsolutePath().startsWith(root.toAbsolutePath()))
                .findFirst()
                .orElse(otherwise);
    }

    /** Annotations as workflow commands, and the summary of the run at the end of the step's. */
    void tell(List<Annotation> annotations, Path summary) {
        if (!gitHub) {
            return;
        }
        GitHubCommands.of(annotations).forEach(out::println);
        out.flush();
        String steps = variables.get("GITHUB_STEP_SUMMARY");
        if (steps == null || steps.isBlank()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(steps),
                    Files.readString(summary) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw PerfException.world("the step's summary " + steps + " cannot be written: " + e.getMessage(), e);
        }
    }
}
