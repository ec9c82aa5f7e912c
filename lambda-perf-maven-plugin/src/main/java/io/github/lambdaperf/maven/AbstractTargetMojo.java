package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.InvokeClient;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.finding.FunctionSources;
import io.github.lambdaperf.core.finding.TemplateFunction;
import io.github.lambdaperf.core.load.LoadLimits;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** The goals that talk to the function's side: where it lives, and how the local target runs it. */
abstract class AbstractTargetMojo extends AbstractPerfMojo {
    private static final int MEMORY_MB = 512;
    private static final String TIMEOUT = "30s";

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
     * What sends invocations: {@code netty}, the lean client; {@code sdk}, AWS's own at several times the CPU; {@code auto}:
     * the SDK's where a proxy, FIPS or dual-stack endpoints lie on the way to Lambda, else the lean one.
     */
    @Parameter(property = "perf.client", defaultValue = "auto")
    private String client;

    /**
     * Address of the API that {@code http:} scenarios call on {@code aws}, stage included, such as {@code
     * https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod}; before the {@code url} of a scenario.
     */
    @Parameter(property = "perf.url")
    private String url;

    /** Handler on the local target, {@code com.example.Handler} or {@code com.example.Handler::method}; found where there is one. */
    @Parameter(property = "perf.handler")
    private String handler;

    /** Memory of the function on the local target, in MB; bounds its heap as on AWS. The template's, or 512. */
    @Parameter(property = "perf.memory")
    private Integer memory;

    /** Timeout of the function on the local target, such as {@code 30s}. The template's, or 30 s. */
    @Parameter(property = "perf.timeout")
    private String timeout;

    /**
     * SAM or CloudFormation template with the function's handler, memory, timeout and environment for the local target;
     * {@code template.yaml}, {@code .yml} or {@code .json} beside the pom unless given, {@code none}: not looked at.
     */
    @Parameter(property = "perf.template")
    private String template;

    /** Name of the function in the template or the stack, where these have more than one. */
    @Parameter(property = "perf.logicalId")
    private String logicalId;

    /** CloudFormation stack of the function on {@code aws}, where {@code perf.function} does not name it. */
    @Parameter(property = "perf.stack")
    private String stack;

    /** Output of CDK or Terraform that holds the function's name or ARN; the one that is a function's ARN without it. */
    @Parameter(property = "perf.output")
    private String output;

    /** What {@code cdk deploy --outputs-file} wrote; {@code cdk-outputs.json} beside the pom unless given. */
    @Parameter(property = "perf.cdkOutputs")
    private File cdkOutputs;

    /** What {@code terraform output -json} printed; {@code terraform-outputs.json} beside the pom unless given. */
    @Parameter(property = "perf.terraformOutputs")
    private File terraformOutputs;

    /** Environment of {@code samconfig.toml} whose stack has the function. */
    @Parameter(property = "perf.samEnvironment", defaultValue = "default")
    private String samEnvironment;

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

    /**
     * US dollars that a goal may cost on {@code aws} in all its runs, by the function's own charge; the run that gets there is
     * ended, and no other is begun. 0: any.
     */
    @Parameter(property = "perf.budget", defaultValue = "1")
    private double budget;

    /**
     * Requests that a goal may send in all its runs, warm-ups included; what is known to be more is refused before any. 0:
     * any.
     */
    @Parameter(property = "perf.maxRequests", defaultValue = "0")
    private long maxRequests;

    /** Accounts, separated by commas, whose functions may be loaded on {@code aws}; any without it. */
    @Parameter(property = "perf.allowedAccounts")
    private String allowedAccounts;

    /** Aliases, separated by commas, that serve users: they are not loaded on {@code aws}. */
    @Parameter(property = "perf.liveAliases", defaultValue = "live,prod,production")
    private String liveAliases;

    /** The one of {@code perf.liveAliases} that is to be loaded all the same. */
    @Parameter(property = "perf.allowLive")
    private String allowLive;

    /** Environment variables of the function on the local target. */
    @Parameter
    private Map<String, String> environment;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true)
    private File classes;

    @Inject
    private ToolchainManager toolchains;

    final TargetSettings targetSettings() {
        if (!"local".equals(target) && !"aws".equals(target)) {
            throw PerfException.user("perf.target is '" + target + "': it can be local or aws");
        }
        Path base = project().getBasedir().toPath();
        Optional<ProjectTemplate> found = "local".equals(target) && endpoint == null
                ? ProjectTemplate.find(base, template, logicalId, handler, classes.toPath())
                : Optional.empty();
        Optional<TemplateFunction> templated = found.map(ProjectTemplate::function);
        Map<String, String> variables =
                new TreeMap<>(templated.map(TemplateFunction::environment).orElse(Map.of()));
        variables.putAll(environment == null ? Map.of() : environment);
        return new TargetSettings(
                target,
                function,
                new FunctionSources(
                        List.of(base, Path.of(session().getExecutionRootDirectory())).stream()
                                .distinct()
                                .toList(),
                        stack,
                        logicalId,
                        output,
                        cdkOutputs == null ? null : cdkOutputs.toPath(),
                        terraformOutputs == null ? null : terraformOutputs.toPath(),
                        samEnvironment),
                region,
                endpoint,
                profile,
                InvokeClient.parse(client),
                url,
                limits(),
                new TargetSettings.Local(
                        handler != null
                                ? handler
                                : templated.map(TemplateFunction::handler).orElse(null),
                        memory != null
                                ? memory
                                : templated.map(TemplateFunction::memoryMb).orElse(MEMORY_MB),
                        timeout != null
                                ? timeout
                                : templated
                                        .map(TemplateFunction::timeoutSeconds)
                                        .map(seconds -> seconds + "s")
                                        .orElse(TIMEOUT),
                        logFormat,
                        concurrency,
                        cpuShare,
                        localTimeScale,
                        variables,
                        found.map(ProjectTemplate::source).orElse(null),
                        JdkToolchain.of(toolchains, session()).orElse(null),
                        project().getArtifactId(),
                        classes.toPath(),
                        classPath()));
    }

    private LoadLimits limits() {
        boolean aws = "aws".equals(target);
        Set<String> live = aws ? names(liveAliases) : new HashSet<>();
        live.remove(allowLive);
        if (budget < 0 || maxRequests < 0) {
            throw PerfException.user("perf.budget and perf.maxRequests must be 0 or more");
        }
        return new LoadLimits(aws ? budget : 0, maxRequests, aws ? names(allowedAccounts) : Set.of(), live);
    }

    private static Set<String> names(String text) {
        return text == null
                ? new HashSet<>()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(HashSet::new));
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
