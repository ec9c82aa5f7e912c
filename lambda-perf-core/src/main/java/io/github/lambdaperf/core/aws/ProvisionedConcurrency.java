package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Sets the provisioned concurrency of an alias or version for a time, and puts back what was there before. */
public final class ProvisionedConcurrency {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_MILLIS = 500;

    private final AwsSession session;
    private final ChangeJournal journal;
    private final Consumer<String> messages;

    /**
     * For one session.
     *
     * @param journal directory of what must be put back; null: the function ends with this process
     * @param messages lines for the reader, as they come
     */
    public ProvisionedConcurrency(AwsSession session, Path journal, Consumer<String> messages) {
        this.session = session;
        this.journal = journal == null ? null : new ChangeJournal(journal);
        this.messages = messages;
    }

    /** A change that is in force until it is closed. */
    public final class Applied implements AutoCloseable {
        private final ProvisionedChange change;
        private final Path entry;
        private final long sinceNanos = System.nanoTime();
        private double secondsUntilReady;
        private boolean closed;

        private Applied(ProvisionedChange change, Path entry) {
            this.change = change;
            this.entry = entry;
        }

        /** What was configured before; null: nothing. */
        public Integer before() {
            return change.before();
        }

        /** From the change to the last environment. */
        public double secondsUntilReady() {
            return secondsUntilReady;
        }

        /** From the change until now. */
        public double secondsEnabled() {
            return (System.nanoTime() - sinceNanos) / 1e9;
        }

        /** Puts back what was there. @throws PerfException where that fails, with the command that does it */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                restore(change, entry);
            }
        }
    }

    /** What is configured; null: nothing. */
    public Integer configured(String function, String qualifier) {
        GetProvisionedConcurrencyConfigResponse config = get(function, qualifier);
        return config == null ? null : config.requestedProvisionedConcurrentExecutions();
    }

    /**
     * Sets it and waits until all environments are ready.
     *
     * @param function name or ARN, without a qualifier
     * @param qualifier alias or version
     * @param before what {@link #configured} said
     * @param wanted environments to keep ready
     * @param stopped true: no more waiting
     * @return also where it was stopped
     * @throws PerfException where Lambda refuses or fails; what was there before is put back then
     */
    public Applied apply(String function, String qualifier, Integer before, int wanted, BooleanSupplier stopped)
            throws InterruptedException {
        ProcessHandle self = ProcessHandle.current();
        ProvisionedChange change = new ProvisionedChange(
                ProvisionedChange.SCHEMA,
                session.lambdaEndpoint().toString(),
                session.region().id(),
                function,
                qualifier,
                before,
                wanted,
                self.pid(),
                JournalledChange.startMs(self));
        Applied applied = new Applied(change, journal == null ? null : journal.write(change));
        boolean ready = false;
        try {
            put(change, wanted);
            await(applied, stopped);
            ready = true;
        } finally {
            if (!ready) {
                applied.close();
            }
        }
        return applied;
    }

    private void put(ProvisionedChange change, int concurrency) {
        try {
            lambda().putProvisionedConcurrencyConfig(b -> b.functionName(change.function())
                    .qualifier(change.qualifier())
                    .provisionedConcurrentExecutions(concurrency));
        } catch (SdkException e) {
            throw Refusal.of("provisioned concurrency of " + change.name() + " cannot be set to " + concurrency, e);
        }
    }

    private void await(Applied applied, BooleanSupplier stopped) throws InterruptedException {
        ProvisionedChange change = applied.change;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long progress = System.nanoTime();
        int shown = -1;
        while (!stopped.getAsBoolean()) {
            GetProvisionedConcurrencyConfigResponse now = get(change.function(), change.qualifier());
            if (now == null) {
                throw PerfException.world(
                        "the provisioned concurrency of " + change.name() + " was deleted by somebody else", null);
            }
            int available = Objects.requireNonNullElse(now.availableProvisionedConcurrentExecutions(), 0);
            if (available != shown || System.nanoTime() >= progress) {
                shown = available;
                progress = System.nanoTime() + PROGRESS_NANOS;
                messages.accept("provisioned concurrency of " + change.name() + ": " + available + " of " + change.set()
                        + " ready");
            }
            if (now.status() == ProvisionedConcurrencyStatusEnum.FAILED) {
                throw PerfException.world(
                        "the provisioned concurrency of " + change.name() + " failed: " + now.statusReason()
                                + "; it is put back as it was",
                        null);
            }
            if (now.status() == ProvisionedConcurrencyStatusEnum.READY) {
                applied.secondsUntilReady = applied.secondsEnabled();
                return;
            }
            if (System.nanoTime() > deadline) {
                throw PerfException.world(
                        "the provisioned concurrency of " + change.name() + " is not ready after "
                                + PATIENCE.toMinutes() + " minutes; it is put back as it was",
                        null);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Only what the run itself has set is put back: what somebody else has set since stays. */
    void restore(ProvisionedChange change, Path entry) {
        try {
            Integer now = configuredNow(change);
            if (!Objects.equals(now, change.before())) {
                if (!Objects.equals(now, change.set())) {
                    messages.accept("the provisioned concurrency of " + change.name() + " is " + told(now)
                            + ", not the " + change.set() + " of this run: it is left as it is");
                } else if (change.before() == null) {
                    lambda().deleteProvisionedConcurrencyConfig(
                                    b -> b.functionName(change.function()).qualifier(change.qualifier()));
                    messages.accept("provisioned concurrency of " + change.name() + " deleted again");
                } else {
                    put(change, change.before());
                    messages.accept("provisioned concurrency of " + change.name() + " set back to " + change.before());
                }
            }
        } catch (SdkException | PerfException e) {
            abandon(change, entry);
            throw PerfException.world(
                    "the provisioned concurrency of " + change.name() + " could not be put back (" + e.getMessage()
                            + "): it costs money until the next load there does, or: " + change.command(),
                    e);
        }
        if (entry != null) {
            journal.delete(entry);
        }
    }

    /** Null also where the alias or the function is gone, and what was configured with it. */
    private Integer configuredNow(ProvisionedChange change) {
        try {
            return lambda().getProvisionedConcurrencyConfig(
                            b -> b.functionName(change.function()).qualifier(change.qualifier()))
                    .requestedProvisionedConcurrentExecutions();
        } catch (ProvisionedConcurrencyConfigNotFoundException | ResourceNotFoundException e) {
            return null;
        }
    }

    private static String told(Integer concurrency) {
        return concurrency == null ? "none" : concurrency.toString();
    }

    private GetProvisionedConcurrencyConfigResponse get(String function, String qualifier) {
        try {
            return lambda().getProvisionedConcurrencyConfig(
                            b -> b.functionName(function).qualifier(qualifier));
        } catch (ProvisionedConcurrencyConfigNotFoundException e) {
            return null;
        } catch (ResourceNotFoundException e) {
            throw PerfException.user("there is no alias or version '" + qualifier + "' of the function '" + function
                    + "': publish a version (aws lambda publish-version) and point an alias to it, or name another one in"
                    + " invoke: { qualifier: ... }");
        } catch (SdkException e) {
            throw Refusal.of("the provisioned concurrency of " + function + ":" + qualifier + " cannot be read", e);
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
