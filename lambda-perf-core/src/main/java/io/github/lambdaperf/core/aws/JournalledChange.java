package io.github.lambdaperf.core.aws;

/** A change of a deployed function that is to be taken back: an entry of the {@link ChangeJournal}. */
sealed interface JournalledChange permits ProvisionedChange, SizeChange {

    /** Of Lambda. */
    String endpoint();

    /** That calls are signed for. */
    String region();

    /** Of the process that makes the change; 0: of none. */
    long pid();

    /** Epoch milliseconds of that process's start, since pids come again; 0: not known. */
    long processStartMs();

    /** What it leaves where nobody takes it back, such as {@code the provisioned concurrency of orders:live changed}. */
    String remains();

    /** What takes it back by hand. */
    String command();

    /** The same, of no process any more: the one that made it has tried to take it back and could not. */
    JournalledChange abandoned();

    /** True while the process that made it may still take it back itself. */
    default boolean ownerIsAlive() {
        return pid() > 0
                && ProcessHandle.of(pid())
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> processStartMs() == 0 || startMs(process) == processStartMs())
                        .isPresent();
    }

    /** Whether this session speaks to where it was made. */
    default boolean isAt(AwsSession session) {
        return endpoint().equals(session.lambdaEndpoint().toString())
                && region().equals(session.region().id());
    }

    /** For {@link #processStartMs}. */
    static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }
}
