package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.verdict.CompareMode;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * Judges the last run: thresholds, default rules and the comparison with the committed baseline. Runs again, up to
 * {@code perf.maxRuns}, before it calls something a regression that one run cannot prove. Prints the table, writes the
 * reports, and fails the build. With {@code perf.maxRuns=1} it reads files only and works offline.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class CheckMojo extends AbstractTargetMojo {

    /**
     * What a run is compared with: {@code stored} (the committed file), {@code interleaved} (runs of the earlier version
     * and this one side by side), or {@code auto} (the file may clear a build, what it does not clear is decided by
     * interleaved runs where the earlier version is known).
     */
    @Parameter(property = "perf.compare", defaultValue = "auto")
    private String compare;

    /** Runs that an undecided scenario gets before its verdict is inconclusive. */
    @Parameter(property = "perf.maxRuns", defaultValue = "5")
    private int maxRuns;

    /** The earlier version on the local target: {@code group:artifact:version}, or the path of a jar or class directory. */
    @Parameter(property = "perf.baselineArtifact")
    private String baselineArtifact;

    /** The earlier version on {@code aws}: a version or an alias; without it the published version that the baseline names. */
    @Parameter(property = "perf.baselineQualifier")
    private String baselineQualifier;

    /** What follows a confirmed improvement: {@code suggest} a new baseline, or {@code off}. */
    @Parameter(property = "perf.ratchet", defaultValue = "suggest")
    private String ratchet;

    /** Fails a scenario that has no baseline for this environment; for CI. */
    @Parameter(property = "perf.requireBaseline", defaultValue = "false")
    private boolean requireBaseline;

    /** What a verdict does that is neither proved worse nor proved unchanged: {@code warn}, {@code fail} or {@code pass}. */
    @Parameter(property = "perf.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    /**
     * Annotations beside the change: {@code auto} (GitHub's workflow commands and step summary on GitHub Actions), {@code
     * github} (there in any case) or {@code none}. Reports that other systems pick up are always written.
     */
    @Parameter(property = "perf.annotations", defaultValue = "auto")
    private String annotations;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession repositorySession;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true, required = true)
    private List<RemoteRepository> remoteRepositories;

    private final LoadGate gate;
    private final RepositorySystem repositories;

    @Inject
    CheckMojo(LoadGate gate, RepositorySystem repositories) {
        this.gate = gate;
        this.repositories = repositories;
    }

    @Override
    boolean isTest() {
        return true;
    }

    @Override
    void perform() throws MojoFailureException, InterruptedException {
        if (maxRuns < 1) {
            throw PerfException.user("perf.maxRuns is " + maxRuns + ": it must be 1 or more");
        }
        JudgeSettings settings = new JudgeSettings(
                project().getBasedir().toPath(),
                baselineDirectory(),
                requireBaseline,
                oneOf(JudgeSettings.OnInconclusive.class, "perf.onInconclusive", onInconclusive),
                LocalDate.now(),
                oneOf(CompareMode.class, "perf.compare", compare),
                maxRuns,
                oneOf(Ratchet.class, "perf.ratchet", ratchet) == Ratchet.SUGGEST);
        TargetSettings target = targetSettings();
        Confirming confirming = new Confirming(
                target,
                new EarlierVersions(repositories, repositorySession, remoteRepositories),
                new Loading(this, target, gate, getLog()),
                getLog(),
                baselineArtifact,
                baselineQualifier);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ContinuousIntegration system = new ContinuousIntegration(annotations, System.getenv(), out);
        new Checking(this, confirming, system, new Console(getLog(), session())).run(settings);
    }

    private enum Ratchet {
        OFF,
        SUGGEST
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String parameter, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw PerfException.user(parameter + " is '" + text + "': it can be "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
