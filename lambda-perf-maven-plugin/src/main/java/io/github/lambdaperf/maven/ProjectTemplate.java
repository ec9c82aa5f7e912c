package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.finding.Template;
import io.github.lambdaperf.core.finding.TemplateFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The function of a module in its SAM or CloudFormation template.
 *
 * @param file the template
 * @param function of this module
 */
record ProjectTemplate(Path file, TemplateFunction function) {

    /** Says where settings came from. */
    String source() {
        return file.getFileName() + ": " + function.logicalId();
    }

    /**
     * Looks for it: the function with the given logical id or handler, or the one whose handler is among the module's
     * classes.
     *
     * @param directory of the module
     * @param template file, {@code none}, or null: by its usual names, in the module
     * @param logicalId or null
     * @param handler as configured, or null
     * @param classes of the module
     * @return empty: no template, or none of its functions is this module's
     * @throws PerfException where more than one is
     */
    static Optional<ProjectTemplate> find(
            Path directory, String template, String logicalId, String handler, Path classes) {
        Optional<Path> file = file(directory, template);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<TemplateFunction> functions = Template.read(file.get());
        List<TemplateFunction> own = functions.stream()
                .filter(function -> logicalId != null
                        ? logicalId.equals(function.logicalId())
                        : handler != null
                                ? handler.equals(function.handler()) || handler.equals(function.handlerClass())
                                : isIn(classes, function))
                .toList();
        if (own.size() > 1) {
            StringBuilder text = new StringBuilder(file.get() + " has " + own.size() + " functions of this module:");
            own.forEach(function -> text.append("\n  ")
                    .append(function.logicalId())
                    .append(": ")
                    .append(function.handler()));
            throw PerfException.user(text + "\nName the one to load: -Dperf.logicalId="
                    + own.get(0).logicalId());
        }
        if (own.isEmpty() && logicalId != null) {
            throw PerfException.user(file.get() + " has no Java function '" + logicalId + "'; it has "
                    + String.join(
                            ", ",
                            functions.stream().map(TemplateFunction::logicalId).toList()));
        }
        return own.stream().findFirst().map(function -> new ProjectTemplate(file.get(), function));
    }

    private static Optional<Path> file(Path directory, String template) {
        if (template == null) {
            return Template.in(directory);
        }
        if (template.equals("none")) {
            return Optional.empty();
        }
        Path file = directory.resolve(template);
        if (!Files.isRegularFile(file)) {
            throw PerfException.user("perf.template is '" + template + "': there is no file " + file);
        }
        return Optional.of(file);
    }

    private static boolean isIn(Path classes, TemplateFunction function) {
        return Files.exists(classes.resolve(function.handlerClass().replace('.', '/') + ".class"));
    }
}
