package io.github.lambdaperf.core.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Annotations as workflow commands of GitHub Actions ({@code ::error file=...,line=...,title=...::message}), with the escapes
 * of its toolkit. A step shows ten of each level at most.
 */
public final class GitHubCommands {
    private static final int SHOWN = 10;

    private GitHubCommands() {}

    /** One line each, to be printed at the beginning of a line of the standard output. */
    public static List<String> of(List<Annotation> annotations) {
        return Stream.of(true, false)
                .flatMap(fails -> annotations.stream()
                        .filter(annotation -> annotation.fails() == fails)
                        .limit(SHOWN))
                .map(GitHubCommands::command)
                .toList();
    }

    private static String command(Annotation annotation) {
        return "::" + (annotation.fails() ? "error" : "warning") + " file=" + property(annotation.file()) + ",line="
                + annotation.line() + ",title=" + property("lambda-perf " + annotation.rule()) + "::"
                + data(annotation.message());
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
