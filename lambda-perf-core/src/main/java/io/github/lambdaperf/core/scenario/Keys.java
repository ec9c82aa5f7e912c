package io.github.lambdaperf.core.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a scenario file, section by section. */
final class Keys {
    static final Set<String> INVOKE = ordered("function", "qualifier", "type", "logTail", "clientContext", "tenantId");
    static final Set<String> HTTP =
            ordered("function", "api", "url", "stage", "method", "path", "query", "headers", "auth", "timeout");
    static final Set<String> HEADER = ordered("env", "default");
    static final Set<String> SQS =
            ordered("function", "queue", "batch", "attributes", "group", "deduplication", "delay", "drain", "local");
    static final Set<String> SNS = ordered("function", "topic", "batch", "attributes", "subject", "drain", "local");
    static final Set<String> EVENT_BRIDGE =
            ordered("function", "bus", "source", "detailType", "batch", "drain", "local");
    static final Set<String> LOCAL_QUEUE = ordered(
            "batchSize",
            "batchingWindow",
            "maximumConcurrency",
            "reportBatchItemFailures",
            "visibilityTimeout",
            "maxReceiveCount");
    static final Set<String> LOCAL_ASYNCHRONOUS = ordered("maximumRetryAttempts");
    static final Set<String> METRIC = ordered("namespace", "metric", "statistic", "dimensions", "unit");
    static final Set<String> PUBLISH = ordered("namespace", "dimensions");
    static final Set<String> FEEDER = ordered("file", "strategy");
    static final Set<String> WEIGHTED = ordered("file", "weight");
    static final Set<String> FAILURE = ordered("share", "payload", "set", "body");
    static final Set<String> EXPECT = ordered("lost", "duplicates", "inFlight");
    static final Set<String> OUTCOME = ordered("ends", "retries");
    static final Set<String> STAGE = ordered("duration", "target");
    static final Set<String> THRESHOLD = ordered("threshold", "abortOnFail", "delayAbortEval");
    static final Set<String> REGRESSION = ordered("gate", "minEffect", "tolerance", "waiver");
    static final Set<String> WAIVER = ordered("upTo", "until", "reason");

    /** Of every executor. */
    static final Set<String> WORKLOAD = ordered("executor", "startTime", "gracefulStop", "tags", "exec", "env");

    /** Executor to its own parameters. */
    static final Map<String, Set<String>> EXECUTORS = executors();

    /** Targets; exactly one per file. */
    static final Set<String> TARGETS = ordered("invoke", "http", "sqs", "sns", "eventbridge");

    /** k6's short way to one executor. */
    static final Set<String> SHORTCUT = ordered("vus", "duration", "iterations", "stages");

    /** k6's options that have nothing to act on here: they are accepted and have no effect. */
    static final Set<String> WITHOUT_EFFECT = ordered(
            "setupTimeout",
            "teardownTimeout",
            "noSetup",
            "noTeardown",
            "summaryTrendStats",
            "summaryTimeUnit",
            "noUsageReport",
            "systemTags",
            "batch",
            "batchPerHost",
            "maxRedirects",
            "noCookiesReset",
            "discardResponseBodies",
            "throw",
            "httpDebug",
            "userAgent",
            "metricSamplesBufferSize",
            "ext",
            "cloud");

    /** k6's options that would change the load or its meaning and cannot be honoured, with what to do instead. */
    static final Map<String, String> NOT_SUPPORTED = notSupported();

    /** Of a whole file, but for the keys above. */
    static final Set<String> FILE = ordered(
            "$schema",
            "scenarios",
            "thresholds",
            "tags",
            "payload",
            "feeder",
            "metrics",
            "publish",
            "checks",
            "thinkTime",
            "warmup",
            "regression",
            "failures",
            "expect",
            "until",
            "provisionedConcurrency",
            "sensitive");

    private Keys() {}

    /** All keys that a file may have at its top. */
    static Set<String> top() {
        Set<String> all = new LinkedHashSet<>(TARGETS);
        all.addAll(FILE);
        all.addAll(SHORTCUT);
        all.addAll(workload());
        all.addAll(WITHOUT_EFFECT);
        return all;
    }

    /** All keys of an entry of {@code scenarios}, whatever its executor. */
    static Set<String> workload() {
        Set<String> all = new LinkedHashSet<>(WORKLOAD);
        EXECUTORS.values().forEach(all::addAll);
        return all;
    }

    /** True for a key that has a meaning with an executor alone, not for the file. */
    static boolean ofExecutorsOnly(String key) {
        return workload().contains(key) && !FILE.contains(key);
    }

    /** The keys of one executor. */
    static Set<String> workload(String executor) {
        Set<String> all = new LinkedHashSet<>(WORKLOAD);
        all.addAll(EXECUTORS.get(executor));
        return all;
    }

    private static Map<String, Set<String>> executors() {
        Map<String, Set<String>> executors = new LinkedHashMap<>();
        executors.put("constant-vus", ordered("vus", "duration"));
        executors.put("ramping-vus", ordered("startVUs", "stages", "gracefulRampDown"));
        executors.put(
                "constant-arrival-rate",
                ordered("rate", "timeUnit", "duration", "preAllocatedVUs", "maxVUs", "arrival", "seed"));
        executors.put(
                "ramping-arrival-rate",
                ordered("startRate", "timeUnit", "stages", "preAllocatedVUs", "maxVUs", "arrival", "seed"));
        executors.put("shared-iterations", ordered("vus", "iterations", "maxDuration"));
        executors.put("per-vu-iterations", ordered("vus", "iterations", "maxDuration"));
        executors.put("burst", ordered("invocations", "bursts", "every"));
        executors.put(
                "breakpoint",
                ordered(
                        "startRate",
                        "maxRate",
                        "timeUnit",
                        "increase",
                        "settle",
                        "window",
                        "precision",
                        "preAllocatedVUs",
                        "maxVUs",
                        "until"));
        return executors;
    }

    private static Map<String, String> notSupported() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("rps", "use an arrival-rate executor");
        options.put("minIterationDuration", "use thinkTime, or an arrival-rate executor");
        options.put("executionSegment", "use perf.shard");
        options.put("executionSegmentSequence", "use perf.shard");
        options.put("hosts", "use perf.endpoint");
        options.put("dns", "use perf.endpoint");
        options.put("blacklistIPs", "remove it");
        options.put("blockHostnames", "remove it");
        options.put("localIPs", "remove it");
        options.put("insecureSkipTLSVerify", "certificates are always verified; remove it");
        options.put("tlsAuth", "calls are signed with AWS credentials; remove it");
        options.put("tlsCipherSuites", "remove it");
        options.put("tlsVersion", "remove it");
        options.put("noConnectionReuse", "connections are kept, as SDK clients keep them; remove it");
        options.put("noVUConnectionReuse", "connections are kept, as SDK clients keep them; remove it");
        options.put("paused", "remove it");
        options.put("linger", "remove it");
        options.put("options", "browser tests are not supported; remove it");
        return options;
    }

    private static Set<String> ordered(String... keys) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
    }
}
