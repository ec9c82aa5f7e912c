package io.github.lambdaperf.maven;

import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Goes through the checklist before a load test: the function, its logs, limits, dead letters, the scenarios and the
 * permissions, each item ok, warn or fail with what mends it. Changes nothing. Prints the least-privilege IAM policy of
 * the goals in use, and writes it to {@code target/perf/policy.json}, the findings to {@code target/perf/doctor.json}.
 */
@Mojo(name = "doctor", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
@Execute(phase = LifecyclePhase.TEST_COMPILE)
public class DoctorMojo extends AbstractTargetMojo {

    /** Fails the build where an item is warn or fail. */
    @Parameter(property = "perf.doctor.strict", defaultValue = "false")
    private boolean strict;

    /**
     * Goals that the policy is for, separated by commas, such as {@code load,analyze,tune}; without it those that the pom
     * binds, or else {@code load}, {@code analyze} and {@code check}.
     */
    @Parameter(property = "perf.doctor.goals")
    private String goals;

    /** Which scenarios are examined: names or globs, separated by commas; all without it. */
    @Parameter(property = "perf.scenarios")
    private String scenarios;

    @Override
    void perform() throws MojoFailureException {
        Examining examining = new Examining(this, targetSettings(), new Console(getLog(), session()), getLog());
        examining.run(Loading.Options.of(scenarios, "1", 1, 10).scenarios(), goals, strict);
    }
}
