package io.github.lambdaperf.local.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The environments of all versions of all functions. Confined to the event loop. */
final class FunctionPools {

    private final HostResources resources;
    private final Map<String, EnvironmentPool> pools = new LinkedHashMap<>();
    private final List<EnvironmentPool> retired = new ArrayList<>();

    FunctionPools(HostResources resources) {
        this.resources = resources;
    }

    EnvironmentPool of(FunctionVersion version) {
        return pools.computeIfAbsent(key(version), key -> new EnvironmentPool(version, resources));
    }

    private static String key(FunctionVersion version) {
        return version.name() + ":" + version.version();
    }

    /** Ends the version's environments; the result is there when those that were idle are gone. */
    CompletableFuture<Void> retire(FunctionVersion version) {
        EnvironmentPool pool = pools.remove(key(version));
        if (pool == null) {
            return CompletableFuture.completedFuture(null);
        }
        pool.retire();
        retired.removeIf(EnvironmentPool::isEmpty);
        retired.add(pool);
        return CompletableFuture.allOf(pool.ending().map(Process::onExit).toArray(CompletableFuture<?>[]::new));
    }

    /** Starts and ends environments until each version has as many made ahead as the function wants. */
    void provision(LocalFunction function) {
        for (FunctionVersion version : function.versions()) {
            int wanted = function.provisionedFor(version);
            if (wanted > 0 || pools.containsKey(key(version))) {
                of(version).provision(wanted);
            }
        }
    }

    /** Ends all processes and returns those that may still run. */
    List<Process> close() {
        List<EnvironmentPool> all = new ArrayList<>(retired);
        all.addAll(pools.values());
        List<Process> processes = new ArrayList<>();
        for (EnvironmentPool pool : all) {
            processes.addAll(pool.processes());
            pool.close();
        }
        return processes;
    }
}
