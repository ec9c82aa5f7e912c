package io.github.lambdaperf.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Keeps the function's CloudWatch alarms: the defaults, changed by {@code src/perf/alarms.yaml}. Plans unless it is told to do
 * something, and touches no alarm that does not carry its tag.
 */
@Mojo(
        name = "alarms",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class AlarmsMojo extends AbstractTargetMojo {

    /**
     * What is done: {@code plan} shows the changes, {@code apply} makes them, {@code verify} fails the build where there are
     * any, {@code delete} removes all alarms of the function, {@code export} writes them for CloudFormation and Terraform,
     * {@code drill} provokes alarms and sees them recover.
     */
    @Parameter(property = "perf.alarms", defaultValue = "plan")
    private String action;

    /** Permits {@code drill} against a deployed function, whose real alarms then tell whoever they tell. */
    @Parameter(property = "perf.alarms.drillDeployed", defaultValue = "false")
    private boolean drillDeployed;

    @Override
    void perform() throws InterruptedException {
        new Alarming(this, targetSettings(), getLog()).run(action, drillDeployed);
    }
}
