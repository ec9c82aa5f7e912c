package io.github.lambdaperf.core.aws;

/**
 * A version of another memory size behind a temporary alias, and what its making changes: an entry of the
 * {@link ChangeJournal}.
 *
 * @param schema {@value #SCHEMA}
 * @param endpoint of Lambda
 * @param region that calls are signed for
 * @param function name or ARN, without a qualifier
 * @param memoryBefore of {@code $LATEST} in MB
 * @param memorySet what {@code $LATEST} is set to for the publishing; null: it has been set back
 * @param alias temporary
 * @param mark description of the version and of the alias, which tells them from everybody else's
 * @param pid of the process that makes the change
 * @param processStartMs epoch milliseconds of that process's start; 0: not known
 */
public record SizeChange(
        String schema,
        String endpoint,
        String region,
        String function,
        int memoryBefore,
        Integer memorySet,
        String alias,
        String mark,
        long pid,
        long processStartMs)
        implements JournalledChange {
    /** Version of the format. */
    public static final String SCHEMA = "lambda-perf-size/1";

    /** The same, with {@code $LATEST} as it was. */
    SizeChange memoryIsBack() {
        return new SizeChange(schema, endpoint, region, function, memoryBefore, null, alias, mark, pid, processStartMs);
    }

    @Override
    public SizeChange abandoned() {
        return new SizeChange(schema, endpoint, region, function, memoryBefore, memorySet, alias, mark, 0, 0);
    }

    @Override
    public String remains() {
        return (memorySet == null
                        ? ""
                        : "the memory of " + function + " at " + memorySet + " MB (it was " + memoryBefore
                                + " MB) and ")
                + "the alias " + function + ":" + alias + " with its version";
    }

    @Override
    public String command() {
        String target = " --function-name " + function + " --region " + region;
        return (memorySet == null
                        ? ""
                        : "aws lambda update-function-configuration" + target + " --memory-size " + memoryBefore
                                + " && ")
                + "aws lambda delete-alias" + target + " --name " + alias
                + " && aws lambda delete-function" + target + " --qualifier <the version described as '" + mark + "'>";
    }
}
