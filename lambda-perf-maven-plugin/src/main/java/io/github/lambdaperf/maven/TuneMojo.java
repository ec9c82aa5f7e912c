package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.CostSettings;
import io.github.lambdaperf.core.tune.MemorySizes;
import io.github.lambdaperf.core.tune.TuneGoal;
import io.github.lambdaperf.core.tune.TuneSettings;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Loads the function at several memory sizes with a scenario and finds the one that costs least, is fastest, or balances
 * both. Each size is a version behind a temporary alias: {@code $LATEST} has it only until the version is published, live
 * aliases are never touched, and what a killed build leaves is put back by the next one. Leaves {@code
 * target/perf/tune/tune.json} and {@code tune.html}.
 */
@Mojo(name = "tune", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.TEST_COMPILE)
public class TuneMojo extends AbstractLoadMojo {
    private static final long USUAL_MONTH = 1_000_000;

    /**
     * Sizes in MB: {@code 128,512,1024}, a range {@code 128-3008/64}, or both; without it 128, 256, 512, 1024, 1536, 2048 and
     * 3008.
     */
    @Parameter(property = "perf.tune.memory")
    private String memorySizes;

    /** Architecture to sweep on; it must be the function's own, since Lambda changes it only with a deployment of code. */
    @Parameter(property = "perf.tune.architectures")
    private String architectures;

    /** What is best: {@code cost}, {@code speed} or {@code balanced}. */
    @Parameter(property = "perf.tune.strategy", defaultValue = "cost")
    private String strategy;

    /** Weight of the cost in {@code balanced}: 0 is speed, 1 is cost. */
    @Parameter(property = "perf.tune.weight", defaultValue = "0.5")
    private double weight;

    /** Sizes whose scores differ by less are equal, 0.03 is 3 %; of equal ones, cost takes the faster, the others the cheaper. */
    @Parameter(property = "perf.tune.tolerance", defaultValue = "0.03")
    private double tolerance;

    /** What the Duration of warm invocations must hold, such as {@code p(95)<300}; sizes that do not are not chosen. */
    @Parameter(property = "perf.tune.constraint")
    private String constraint;

    /** {@code adaptive}: sizes are measured only where they can still be better; {@code all}: every one. */
    @Parameter(property = "perf.tune.search", defaultValue = "adaptive")
    private String search;

    /** Share of cold starts that cost and mean duration stand for, 0 to 1; 0: warm invocations only, 1: cold starts only. */
    @Parameter(property = "perf.tune.coldShare", defaultValue = "0")
    private double coldShare;

    /** Types of errors, separated by commas, that do not rule a size out. */
    @Parameter(property = "perf.tune.allowedErrors")
    private String allowedErrors;

    /** Volume of the saving; without it {@code perf.monthlyInvocations}, or else a million. */
    @Parameter(property = "perf.tune.invocationsPerMonth", defaultValue = "0")
    private long invocationsPerMonth;

    /** Sets {@code $LATEST} to the chosen size. */
    @Parameter(property = "perf.tune.apply", defaultValue = "false")
    private boolean apply;

    /** Sets {@code $LATEST} to the chosen size, publishes a version and moves this alias to it. */
    @Parameter(property = "perf.tune.applyAlias")
    private String applyAlias;

    /** Says what would be measured and changed, and changes nothing. */
    @Parameter(property = "perf.tune.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Only puts back what killed builds have left changed at this endpoint. */
    @Parameter(property = "perf.restore", defaultValue = "false")
    private boolean restore;

    private final LoadGate gate;

    @Inject
    TuneMojo(LoadGate gate) {
        this.gate = gate;
    }

    @Override
    boolean needsScenarios() {
        return !restore;
    }

    @Override
    boolean usesRecords() {
        return true;
    }

    @Override
    void perform() throws InterruptedException, MojoFailureException {
        Sweeping sweeping = new Sweeping(this, targetSettings(), gate, new Console(getLog(), session()), getLog());
        if (restore) {
            sweeping.restore();
        } else {
            sweeping.run(loadOptions(), settings(), dryRun);
        }
    }

    private TuneSettings settings() {
        CostSettings cost = costSettings();
        long usual = cost.monthlyInvocations() > 0 ? cost.monthlyInvocations() : USUAL_MONTH;
        return new TuneSettings(
                MemorySizes.parse(memorySizes),
                isAdaptive(),
                new TuneGoal(TuneGoal.Strategy.parse(strategy), weight, tolerance),
                TuneSettings.constraint(constraint),
                coldShare,
                names(allowedErrors),
                invocationsPerMonth == 0 ? usual : invocationsPerMonth,
                cost.freeTier(),
                names(architectures),
                apply,
                applyAlias);
    }

    private boolean isAdaptive() {
        if (search.equals("adaptive") || search.equals("all")) {
            return search.equals("adaptive");
        }
        throw PerfException.user("perf.tune.search is '" + search + "': it can be adaptive or all");
    }

    private static Set<String> names(String text) {
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
    }
}
