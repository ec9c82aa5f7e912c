package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.PriceTable;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** The goals that talk to the function's side: where it lives, and how the local target runs it. */
abstract class AbstractTargetMojo extends AbstractPerfMojo {

    /** Where the function lives: {@code local} (JVM processes on this machine, no account needed) or {@code aws}. */
    @Parameter(property = "perf.target", defaultValue = "local")
    private String target;

    /** Name, ARN or partial ARN of the function on {@code aws}, with or without {@code :alias} or {@code :version}. */
    @Parameter(property = "perf.function")
    private String function;

    /** AWS region; without it the SDK's own chain decides ({@code AWS_REGION}, profile). */
    @Parameter(property = "perf.region")
    private String region;

    /** Endpoint in the place of AWS's, for emulators, such as {@code http://127.0.0.1:4566}. */
    @Parameter(property = "perf.endpoint")
    private String endpoint;

    /** Profile of the AWS configuration files. */
    @Parameter(property = "perf.profile")
    private String profile;

    /**
     * Address of the API that {@code http:} scenarios call on {@code aws}, stage included, such as {@code
     * https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod}; before the {@code url} of a scenario.
     */
    @Parameter(property = "perf.url")
    private String url;

    /** Handler on the local target, {@code com.example.Handler} or {@code com.example.Handler::method}; found where there is one. */
    @Parameter(property = "perf.handler")
    private String handler;

    /** Memory of the function on the local target, in MB; bounds its heap as on AWS. */
    @Parameter(property = "perf.memory", defaultValue = "512")
    private int memory;

    /** Timeout of the function on the local target, such as {@code 30s}. */
    @Parameter(property = "perf.timeout", defaultValue = "30s")
    private String timeout;

    /** Log format of the function on the local target: {@code Text} or {@code JSON}. */
    @Parameter(property = "perf.logFormat", defaultValue = "Text")
    private String logFormat;

    /** Execution environments that the local target starts at most; more invocations at once are throttled, as on AWS. */
    @Parameter(property = "perf.concurrency", defaultValue = "100")
    private int concurrency;

    /**
     * Gives the local target's processes the share of a processor that their memory has on Lambda (one at 1769 MB), where the
     * system permits control groups; the report says what is in force.
     */
    @Parameter(property = "perf.cpuShare", defaultValue = "false")
    private boolean cpuShare;

    /**
     * Factor on the waits that Lambda counts in minutes before it retries an asynchronous invocation, on the local target:
     * as set, minutes are seconds. The report says so.
     */
    @Parameter(property = "perf.local.timeScale", defaultValue = "0.0166667")
    private double localTimeScale;

    /** Environment variables of the function on the local target. */
    @Parameter
    private Map<String, String> environment;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true)
    private File classes;

    final TargetSettings targetSettings() {
        if (!"local".equals(target) && !"aws".equals(target)) {
            throw PerfException.user("perf.target is '" + target + "': it can be local or aws");
        }
        return new TargetSettings(
                target,
                function,
                region,
                endpoint,
                profile,
                url,
                new TargetSettings.Local(
                        handler,
                        memory,
                        timeout,
                        logFormat,
                        concurrency,
                        cpuShare,
                        localTimeScale,
                        environment == null ? Map.of() : environment,
                        project().getArtifactId(),
                        classes.toPath(),
                        classPath()));
    }

    @Override
    String priceRegion() {
        if ("local".equals(target)) {
            return PriceTable.LOCAL;
        }
        if (region == null) {
            throw PerfException.user("perf.prices=live needs the region on aws: -Dperf.region=eu-central-1");
        }
        return region;
    }

    private List<Path> classPath() {
        List<Path> paths = new ArrayList<>();
        try {
            for (String element : project().getRuntimeClasspathElements()) {
                paths.add(Path.of(element));
            }
        } catch (org.apache.maven.artifact.DependencyResolutionRequiredException e) {
            throw PerfException.world("the project's class path could not be resolved: " + e.getMessage(), e);
        }
        return paths;
    }
}
