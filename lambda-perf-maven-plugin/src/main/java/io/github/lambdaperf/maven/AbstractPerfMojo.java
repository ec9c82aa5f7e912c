package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.Durations;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals have in common: when they do nothing, and how a problem becomes a failed build. */
abstract class AbstractPerfMojo extends AbstractMojo {

    /** Skips every goal of this plugin. */
    @Parameter(property = "perf.skip", defaultValue = "false")
    private boolean skip;

    /** Folder of the scenarios; a module without it has nothing to do. */
    @Parameter(property = "perf.directory", defaultValue = "${project.basedir}/src/perf")
    private File perfDirectory;

    /** Where run records and reports go. */
    @Parameter(property = "perf.outputDirectory", defaultValue = "${project.build.directory}/perf")
    private File outputDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("lambda-perf is skipped (perf.skip)");
            return;
        }
        if (!Files.isDirectory(perfDirectory())) {
            getLog().info("nothing to do: there is no " + perfDirectory());
            return;
        }
        try {
            perform();
        } catch (PerfException e) {
            if (e.blame() == PerfException.Blame.USER) {
                throw new MojoFailureException(e.getMessage(), e);
            }
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted; what was measured is in " + runsDirectory(), e);
        }
    }

    /** The goal's one call. */
    abstract void perform() throws InterruptedException, MojoExecutionException, MojoFailureException;

    final MavenProject project() {
        return project;
    }

    final Path perfDirectory() {
        return perfDirectory.toPath();
    }

    final Path outputDirectory() {
        return outputDirectory.toPath();
    }

    final Path runsDirectory() {
        return outputDirectory().resolve("runs");
    }

    final Path baselineDirectory() {
        return perfDirectory().resolve("baseline");
    }

    /** Parses a duration such as {@code 30s}; the message names the parameter. */
    static Duration duration(String parameter, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw PerfException.user(parameter + " is '" + text + "': it must be a duration such as 30s or 5m");
        }
    }

    final String pluginVersion() {
        String version = AbstractPerfMojo.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
