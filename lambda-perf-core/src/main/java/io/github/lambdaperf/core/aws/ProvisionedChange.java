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
        long processStartMs)
        implements JournalledChange {
    /** Version of the format. */
    public static final String SCHEMA = "lambda-perf-provisioned/1";

    /** Such as {@code orders:live}. */
    public String name() {
        return function + ":" + qualifier;
    }

    @Override
    public ProvisionedChange abandoned() {
        return new ProvisionedChange(schema, endpoint, region, function, qualifier, before, set, 0, 0);
    }

    @Override
    public String remains() {
        return "the provisioned concurrency of " + name() + " changed";
    }

    @Override
    public String command() {
        String target = " --function-name " + function + " --qualifier " + qualifier + " --region " + region;
        return before == null
                ? "aws lambda delete-provisioned-concurrency-config" + target
                : "aws lambda put-provisioned-concurrency-config" + target + " --provisioned-concurrent-executions "
                        + before;
    }
}
