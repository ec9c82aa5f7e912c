package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Judges the last run: thresholds, default rules and the comparison with the committed baseline. Prints the table, writes
 * the reports, and fails the build. It reads files only and works offline.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class CheckMojo extends AbstractPerfMojo {

    /** Fails a scenario that has no baseline for this environment; for CI. */
    @Parameter(property = "perf.requireBaseline", defaultValue = "false")
    private boolean requireBaseline;

    /** What a verdict does that is neither proved worse nor proved unchanged: {@code warn}, {@code fail} or {@code pass}. */
    @Parameter(property = "perf.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Override
    void perform() throws MojoFailureException {
        JudgeSettings settings = new JudgeSettings(
                project().getBasedir().toPath(),
                baselineDirectory(),
                requireBaseline,
                onInconclusive(),
                LocalDate.now());
        new Checking(this, new Console(getLog(), session)).run(settings);
    }

    private JudgeSettings.OnInconclusive onInconclusive() {
        try {
            return JudgeSettings.OnInconclusive.valueOf(onInconclusive.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw PerfException.user("perf.onInconclusive is '" + onInconclusive + "': it can be warn, fail or pass");
        }
    }
}
