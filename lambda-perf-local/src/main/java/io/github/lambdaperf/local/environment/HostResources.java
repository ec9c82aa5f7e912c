package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.logs.LogStore;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the environments of all functions share.
 *
 * @param launcher starts their processes
 * @param spawner runs what would hold up the event loop
 * @param gate lets a few initialise at a time
 * @param loop where all is done
 * @param logs where their lines go
 * @param directory for files of the target's life
 * @param account whose functions they run
 * @param cpu limits their processes once they are initialised
 * @param environmentsStarted counts them
 * @param environments those that live, by id
 */
record HostResources(
        EnvironmentLauncher launcher,
        Executor spawner,
        StartGate gate,
        EventLoop loop,
        LogStore logs,
        Path directory,
        Account account,
        CpuLimiter cpu,
        LongAdder environmentsStarted,
        Map<String, ExecutionEnvironment> environments) {}
