package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Versions of the present code with another memory size, each behind a temporary alias. {@code $LATEST} has that size only
 * between its update and the publishing; other aliases are never touched. What was made is known by its description, so it
 * can be found and deleted also where this process has not lived to hear its number.
 */
public final class SizedVersions {
    /** What the names of temporary aliases begin with; the size follows. */
    public static final String ALIAS_PREFIX = "lambda-perf-tune-";

    private final AwsSession session;
    private final ChangeJournal journal;
    private final LatestVersion latest;
    private final Consumer<String> messages;

    /**
     * For one session.
     *
     * @param journal directory of what must be put back; null: the function ends with this process
     * @param messages lines for the reader, as they come
     */
    public SizedVersions(AwsSession session, Path journal, Consumer<String> messages) {
        this.session = session;
        this.journal = journal == null ? null : new ChangeJournal(journal);
        this.latest = new LatestVersion(session);
        this.messages = messages;
    }

    /** A version that exists until it is closed, unless it existed before. */
    public final class Sized implements AutoCloseable {
        private final Path entry;
        private SizeChange change;
        private String version;
        private boolean closed;

        private Sized(SizeChange change, Path entry) {
            this.change = change;
            this.entry = entry;
        }

        /** That calls the version. */
        public String alias() {
            return change.alias();
        }

        /** Its number. */
        public String version() {
            return version;
        }

        /** Deletes alias and version. @throws PerfException where that fails, with the command that does it */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                takeBack(change, entry);
            }
        }
    }

    /**
     * Publishes a version of the size; {@code $LATEST} is as it was when this returns.
     *
     * @param function name or ARN, without a qualifier
     * @throws PerfException where Lambda refuses or fails, or the alias exists; everything is as it was then
     */
    public Sized publish(String function, int memoryMb) throws InterruptedException {
        GetFunctionConfigurationResponse before = latest.settled(function);
        String alias = ALIAS_PREFIX + memoryMb;
        refuseForeign(function, alias);
        ProcessHandle self = ProcessHandle.current();
        boolean differs = before.memorySize() != memoryMb;
        SizeChange change = new SizeChange(
                SizeChange.SCHEMA,
                session.lambdaEndpoint().toString(),
                session.region().id(),
                function,
                before.memorySize(),
                differs ? memoryMb : null,
                alias,
                "lambda-perf tune " + UUID.randomUUID(),
                self.pid(),
                JournalledChange.startMs(self));
        Sized sized = new Sized(change, journal == null ? null : journal.write(change));
        boolean done = false;
        try {
            publish(sized, differs ? latest.setMemory(before, memoryMb) : before);
            done = true;
        } finally {
            if (!done) {
                sized.close();
            }
        }
        return sized;
    }

    private void publish(Sized sized, GetFunctionConfigurationResponse set) throws InterruptedException {
        SizeChange change = sized.change;
        PublishVersionResponse version = latest.publish(set, change.mark());
        sized.version = version.version();
        if (change.memorySet() != null) {
            latest.setMemoryBack(change, messages);
            sized.change = change.memoryIsBack();
            if (journal != null) {
                journal.write(sized.entry, sized.change);
            }
        }
        try {
            lambda().createAlias(b -> b.functionName(change.function())
                    .name(change.alias())
                    .functionVersion(version.version())
                    .description(change.mark()));
        } catch (SdkException e) {
            throw Refusal.of("the alias " + change.function() + ":" + change.alias() + " cannot be created", e);
        }
        latest.awaitActive(change.function(), version.version());
        boolean existed = !change.mark().equals(version.description());
        messages.accept(change.function() + ": version " + version.version()
                + (existed ? ", which existed," : "") + " behind the alias " + change.alias()
                + (change.memorySet() == null ? "" : "; $LATEST has its " + change.memoryBefore() + " MB again"));
    }

    /**
     * Gives the function the size for good.
     *
     * @param function name or ARN, without a qualifier
     * @param alias that is made or moved to a version of that size; null: none
     */
    public void keep(String function, int memoryMb, String alias) throws InterruptedException {
        GetFunctionConfigurationResponse now = latest.settled(function);
        int before = now.memorySize();
        if (before != memoryMb) {
            now = latest.setMemory(now, memoryMb);
        }
        messages.accept("$LATEST of " + function + " has " + memoryMb + " MB"
                + (before == memoryMb ? " already" : ", set from " + before + " MB"));
        if (alias != null) {
            String version =
                    latest.publish(now, "lambda-perf: " + memoryMb + " MB").version();
            latest.awaitActive(function, version);
            point(function, alias, version);
        }
    }

    private void point(String function, String alias, String version) {
        GetAliasResponse present = alias(function, alias);
        try {
            if (present == null) {
                lambda().createAlias(b -> b.functionName(function).name(alias).functionVersion(version));
                messages.accept("alias " + function + ":" + alias + " made, version " + version);
            } else {
                lambda().updateAlias(b -> b.functionName(function)
                        .name(alias)
                        .functionVersion(version)
                        .routingConfig(routing -> routing.additionalVersionWeights(Map.of()))
                        .revisionId(present.revisionId()));
                messages.accept("alias " + function + ":" + alias + " moved from version " + present.functionVersion()
                        + " to version " + version);
            }
        } catch (SdkException e) {
            throw Refusal.of("the alias " + function + ":" + alias + " cannot be pointed to version " + version, e);
        }
    }

    private void refuseForeign(String function, String alias) {
        if (alias(function, alias) != null) {
            throw PerfException.user(
                    "the alias '" + alias + "' of " + function + " exists already and is not of this run:"
                            + " another perf:tune may be at work; if none is, delete it: aws lambda delete-alias --function-name "
                            + function + " --name " + alias);
        }
    }

    private GetAliasResponse alias(String function, String alias) {
        try {
            return lambda().getAlias(b -> b.functionName(function).name(alias));
        } catch (ResourceNotFoundException e) {
            return null;
        } catch (SdkException e) {
            throw Refusal.of("the alias " + function + ":" + alias + " cannot be read", e);
        }
    }

    /** Only what the run itself has made is deleted. */
    void takeBack(SizeChange change, Path entry) {
        boolean interrupted = Thread.interrupted();
        try {
            if (change.memorySet() != null) {
                latest.setMemoryBack(change, messages);
            }
            deleteMade(change);
        } catch (SdkException | PerfException e) {
            abandon(change, entry);
            throw PerfException.world(
                    change.function() + ":" + change.alias() + " could not be taken back (" + e.getMessage()
                            + "), so there is " + change.remains() + "; the next load or perf:tune"
                            + " -Dperf.restore tries again, or: " + change.command(),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (entry != null) {
            journal.delete(entry);
        }
    }

    private void deleteMade(SizeChange change) {
        String function = change.function();
        GetAliasResponse alias = alias(function, change.alias());
        boolean own = alias != null && change.mark().equals(alias.description());
        if (own) {
            lambda().deleteAlias(b -> b.functionName(function).name(change.alias()));
        }
        String deleted = null;
        try {
            for (FunctionConfiguration version : lambda().listVersionsByFunctionPaginator(b -> b.functionName(function))
                    .versions()) {
                if (change.mark().equals(version.description()) && !"$LATEST".equals(version.version())) {
                    lambda().deleteFunction(b -> b.functionName(function).qualifier(version.version()));
                    deleted = version.version();
                }
            }
        } catch (ResourceNotFoundException e) {
            deleted = Objects.requireNonNullElse(deleted, "(gone with the function)");
        }
        if (own || deleted != null) {
            messages.accept(function + ": alias " + change.alias()
                    + (deleted == null ? " deleted" : " and version " + deleted + " deleted"));
        }
    }

    /** This process does not try again. */
    private void abandon(JournalledChange change, Path entry) {
        try {
            if (journal != null) {
                journal.abandon(entry, change);
            }
        } catch (PerfException e) {
            messages.accept(e.getMessage());
        }
    }

    private LambdaClient lambda() {
        return session.lambda();
    }
}
