package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.cost.LivePrices;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.record.RecordSpace;
import io.github.lambdaperf.core.scenario.Durations;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.maven.execution.MavenSession;
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

    /** Maven's own; skips {@code load}, {@code analyze} and {@code check}: load tests are tests, and cost money. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    /** As for Failsafe; skips {@code load}, {@code analyze} and {@code check}. */
    @Parameter(property = "skipITs", defaultValue = "false")
    private boolean skipITs;

    /** Maven's own; skips {@code load}, {@code analyze} and {@code check}. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean mavenTestSkip;

    /** Folder of the scenarios; a module without it has nothing to do. */
    @Parameter(property = "perf.directory", defaultValue = "${project.basedir}/src/perf")
    private File perfDirectory;

    /** Where run records and reports go. */
    @Parameter(property = "perf.outputDirectory", defaultValue = "${project.build.directory}/perf")
    private File outputDirectory;

    /**
     * Prices to compute costs with: {@code bundled} (the dated table in the plugin), {@code live} (AWS's price list of the
     * region, without credentials), or the path of a price file with what differs from the table.
     */
    @Parameter(property = "perf.prices", defaultValue = "bundled")
    private String prices;

    /** Takes the account's monthly free tier off the projection. */
    @Parameter(property = "perf.freeTier", defaultValue = "false")
    private boolean freeTier;

    /** Invocations a month to project the measured cost to; 0: no projection. */
    @Parameter(property = "perf.monthlyInvocations", defaultValue = "0")
    private long monthlyInvocations;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("lambda-perf is skipped (perf.skip)");
            return;
        }
        if (isTest() && (skipTests || skipITs || mavenTestSkip)) {
            String property = skipTests ? "skipTests" : skipITs ? "skipITs" : "maven.test.skip";
            getLog().info("load tests are skipped (" + property + ")");
            return;
        }
        if (needsScenarios() && !Files.isDirectory(perfDirectory())) {
            getLog().info("nothing to do: there is no " + perfDirectory());
            return;
        }
        try {
            QuietLoggers.make();
            if (usesRecords()) {
                performAlone();
            } else {
                perform();
            }
        } catch (PerfException e) {
            if (e.blame() == PerfException.Blame.USER) {
                throw new MojoFailureException(e.getMessage(), e);
            }
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted; what was measured is in " + runsDirectory(), e);
        } catch (OutOfMemoryError e) {
            throw new MojoExecutionException(
                    "Maven ran out of memory (its heap is "
                            + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                            + " MB): give it more, MAVEN_OPTS=-Xmx1g; what was measured before is in "
                            + runsDirectory(),
                    e);
        } catch (UncheckedIOException e) {
            throw new MojoExecutionException(
                    "a file or a connection failed (" + e.getMessage() + "); what was measured is in "
                            + runsDirectory(),
                    e);
        } catch (RuntimeException e) {
            throw new MojoExecutionException(
                    "lambda-perf " + pluginVersion() + " failed in a way that it does not know (" + e
                            + "): please report it with the stack trace that mvn -e shows; what was measured is in "
                            + runsDirectory(),
                    e);
        }
    }

    /** Two goals on the same records would read what the other has half done. */
    private void performAlone() throws InterruptedException, MojoExecutionException, MojoFailureException {
        try {
            Files.createDirectories(outputDirectory());
        } catch (IOException e) {
            perform();
            return;
        }
        if (!Files.isWritable(outputDirectory())) {
            // the goal itself tells it best
            perform();
            return;
        }
        Path file = outputDirectory().resolve(".lock");
        String owner = "process " + ProcessHandle.current().pid();
        FileLocked locked = FileLocked.tryLock(file, owner)
                .orElseThrow(() -> PerfException.user("another goal is at work in " + outputDirectory() + " ("
                        + FileLocked.owner(file) + "): let it end, or give this one a place of its own by"
                        + " -Dperf.outputDirectory"));
        try {
            RecordSpace.giveBackOfTheKilled(outputDirectory());
            perform();
        } finally {
            locked.close();
        }
    }

    /** True where the goal reads or writes run records and reports. */
    boolean usesRecords() {
        return isTest();
    }

    /** True where the goal is part of a load test of the build, and skipped with its tests. */
    boolean isTest() {
        return false;
    }

    /** False where the goal has something to do in a module without {@code src/perf}. */
    boolean needsScenarios() {
        return true;
    }

    /** The goal's one call. */
    abstract void perform() throws InterruptedException, MojoExecutionException, MojoFailureException;

    final MavenSession session() {
        return session;
    }

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

    /** How money is computed. */
    final CostSettings costSettings() {
        return new CostSettings(priceTable(), freeTier, monthlyInvocations);
    }

    private PriceTable priceTable() {
        if (prices.equals("bundled")) {
            return PriceTable.bundled();
        }
        if (prices.equals("live")) {
            return LivePrices.fetch(LivePrices.AWS, priceRegion(), outputDirectory());
        }
        return PriceTable.read(project.getBasedir().toPath().resolve(prices));
    }

    /** Region of live prices. */
    String priceRegion() {
        return PriceTable.LOCAL;
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
