package io.github.lambdaperf.core.aws;

/**
 * A change of a provisioned concurrency that is to be taken back: an entry of the {@link ChangeJournal}.
 *
 * @param schema {@value #SCHEMA}
 * @param endpoint of Lambda
 * @param region that calls are signed for
 * @param function name or ARN, without a qualifier
 * @param qualifier alias or version
 * @param before what was configured; null: nothing
 * @param set what the run configures
 * @param pid of the process that makes the change
 * @param processStartMs epoch milliseconds of that process's start, since pids come again; 0: not known
 */
public record ProvisionedChange(
        String schema,
        String endpoint,
        String region,
        String function,
        String qualifier,
        Integer before,
        int set,
        long pid,
        long processStartMs) {
    /** Version of the format. */
    public static final String SCHEMA = "lambda-perf-provisioned/1";

    /** Such as {@code orders:live}. */
    public String name() {
        return function + ":" + qualifier;
    }

    /** True while the process that made it may still take it back itself. */
    boolean ownerIsAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> processStartMs == 0 || startMs(process) == processStartMs)
                .isPresent();
    }

    static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    /** What takes it back by hand. */
    public String command() {
        String target = " --function-name " + function + " --qualifier " + qualifier + " --region " + region;
        return before == null
                ? "aws lambda delete-provisioned-concurrency-config" + target
                : "aws lambda put-provisioned-concurrency-config" + target + " --provisioned-concurrent-executions "
                        + before;
    }
}
