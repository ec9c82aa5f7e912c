package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Changes of {@code $LATEST}, each guarded by the revision that was read before it. */
final class LatestVersion {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long FIRST_POLL_MILLIS = 100;
    private static final long POLL_MILLIS = 1_000;
    private static final int ATTEMPTS = 5;

    private final AwsSession session;

    LatestVersion(AwsSession session) {
        this.session = session;
    }

    /** The configuration when no update is under way any more. */
    GetFunctionConfigurationResponse settled(String function) throws InterruptedException {
        GetFunctionConfigurationResponse settled =
                await(function, null, config -> config.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS);
        if (settled.lastUpdateStatus() == LastUpdateStatus.FAILED) {
            throw PerfException.world(
                    "the last update of " + function + " failed: " + settled.lastUpdateStatusReason(), null);
        }
        return settled;
    }

    /** Waits until a version can be called, which takes minutes where it has a SnapStart snapshot made. */
    void awaitActive(String function, String version) throws InterruptedException {
        GetFunctionConfigurationResponse config = await(function, version, now -> now.state() != State.PENDING);
        if (config.state() == State.FAILED) {
            throw PerfException.world(
                    "version " + version + " of " + function + " failed: " + config.stateReason(), null);
        }
    }

    private GetFunctionConfigurationResponse await(
            String function, String qualifier, Predicate<GetFunctionConfigurationResponse> reached)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_POLL_MILLIS;
        while (true) {
            GetFunctionConfigurationResponse now = read(function, qualifier);
            if (reached.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw PerfException.world(
                        function + (qualifier == null ? "" : ":" + qualifier) + " is not ready after "
                                + PATIENCE.toMinutes() + " minutes (state " + now.stateAsString() + ", last update "
                                + now.lastUpdateStatusAsString() + ")",
                        null);
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(POLL_MILLIS, pause * 2);
        }
    }

    private GetFunctionConfigurationResponse read(String function, String qualifier) {
        try {
            return lambda().getFunctionConfiguration(
                            b -> b.functionName(function).qualifier(qualifier));
        } catch (ResourceNotFoundException e) {
            throw PerfException.user(
                    "there is no function '" + function + (qualifier == null ? "" : ":" + qualifier) + "' any more");
        } catch (SdkException e) {
            throw Refusal.of("the configuration of " + function + " cannot be read", e);
        }
    }

    /** Sets the memory and waits for it. @return the new configuration */
    GetFunctionConfigurationResponse setMemory(GetFunctionConfigurationResponse seen, int memoryMb)
            throws InterruptedException {
        String function = seen.functionArn();
        try {
            lambda().updateFunctionConfiguration(
                            b -> b.functionName(function).memorySize(memoryMb).revisionId(seen.revisionId()));
        } catch (SdkException e) {
            throw Refusal.of("the memory of " + seen.functionName() + " cannot be set to " + memoryMb + " MB", e);
        }
        GetFunctionConfigurationResponse now = settled(function);
        if (now.memorySize() != memoryMb) {
            throw PerfException.world(
                    "the memory of " + seen.functionName() + " is " + now.memorySize() + " MB after it was set to "
                            + memoryMb + " MB: somebody else is changing the function",
                    null);
        }
        return now;
    }

    /** Publishes what was seen. @param description of a new version; one that exists keeps its own */
    PublishVersionResponse publish(GetFunctionConfigurationResponse seen, String description) {
        try {
            return lambda().publishVersion(b -> b.functionName(seen.functionArn())
                    .codeSha256(seen.codeSha256())
                    .revisionId(seen.revisionId())
                    .description(description));
        } catch (SdkException e) {
            throw Refusal.of("a version of " + seen.functionName() + " cannot be published", e);
        }
    }

    /** Does nothing where the memory is no longer what the run has set; waits in spite of interrupts. */
    void setMemoryBack(SizeChange change, Consumer<String> messages) {
        boolean interrupted = false;
        for (int attempt = 1; ; attempt++) {
            try {
                GetFunctionConfigurationResponse now = settled(change.function());
                if (now.memorySize() == change.memoryBefore()) {
                    break;
                }
                if (!now.memorySize().equals(change.memorySet())) {
                    messages.accept("the memory of " + change.function() + " is " + now.memorySize() + " MB, not the "
                            + change.memorySet() + " MB of this run: it is left as it is");
                    break;
                }
                lambda().updateFunctionConfiguration(b -> b.functionName(change.function())
                        .memorySize(change.memoryBefore())
                        .revisionId(now.revisionId()));
                settled(change.function());
                break;
            } catch (ResourceConflictException | PreconditionFailedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private LambdaClient lambda() {
        return session.lambda();
    }
}
