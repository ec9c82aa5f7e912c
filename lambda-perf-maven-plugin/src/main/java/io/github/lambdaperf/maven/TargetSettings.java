package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.aws.InvokeClient;
import io.github.lambdaperf.core.finding.FunctionSources;
import io.github.lambdaperf.core.load.LoadLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the function lives, as configured.
 *
 * @param target {@code local} or {@code aws}
 * @param function on aws, or null: to be found
 * @param sources where it is found then
 * @param region or null
 * @param endpoint or null
 * @param profile or null
 * @param client that sends invocations
 * @param url of the API that {@code http:} scenarios call, or null
 * @param limits of a goal, in all its runs
 * @param local how the local target runs the function
 */
record TargetSettings(
        String target,
        String function,
        FunctionSources sources,
        String region,
        String endpoint,
        String profile,
        InvokeClient client,
        String url,
        LoadLimits limits,
        Local local) {

    /**
     * The function on the local target.
     *
     * @param handler or null: to be found
     * @param memoryMb configured memory
     * @param timeout as written
     * @param logFormat {@code Text} or {@code JSON}
     * @param concurrency most execution environments
     * @param cpuShare whether the CPU follows the memory
     * @param timeScale factor on the waits that Lambda counts in minutes
     * @param environment variables
     * @param template that some of this is from, or null
     * @param toolchain that runs it, or null: Maven's own JDK
     * @param name of the function
     * @param classes the project's own
     * @param classPath of the function, the project's classes first
     */
    record Local(
            String handler,
            int memoryMb,
            String timeout,
            String logFormat,
            int concurrency,
            boolean cpuShare,
            double timeScale,
            Map<String, String> environment,
            String template,
            JdkToolchain toolchain,
            String name,
            Path classes,
            List<Path> classPath) {}

    boolean isLocal() {
        return "local".equals(target);
    }

    /** The same, with the CPU of local functions bound to their memory. */
    TargetSettings withCpuShare() {
        return new TargetSettings(
                target,
                function,
                sources,
                region,
                endpoint,
                profile,
                client,
                url,
                limits,
                new Local(
                        local.handler,
                        local.memoryMb,
                        local.timeout,
                        local.logFormat,
                        local.concurrency,
                        true,
                        local.timeScale,
                        local.environment,
                        local.template,
                        local.toolchain,
                        local.name,
                        local.classes,
                        local.classPath));
    }
}
