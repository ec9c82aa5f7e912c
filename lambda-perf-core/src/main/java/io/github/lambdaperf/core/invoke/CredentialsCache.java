package io.github.lambdaperf.core.invoke;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The credentials to sign with, renewed on a thread of its own so that no send waits for them. */
final class CredentialsCache {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private final AwsCredentialsProvider provider;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile AwsCredentials current;
    private volatile Instant checked;

    CredentialsCache(AwsCredentialsProvider provider) {
        this.provider = provider;
        this.current = provider.resolveCredentials();
        this.checked = Instant.now();
    }

    AwsCredentialsIdentity current() {
        if (Instant.now().isAfter(checked.plus(CHECK_EVERY)) && renewing.compareAndSet(false, true)) {
            Thread thread = new Thread(this::renew, "lambda-perf-credentials");
            thread.setDaemon(true);
            thread.start();
        }
        return current;
    }

    private void renew() {
        try {
            AwsCredentials renewed = provider.resolveCredentials();
            if (!renewed.equals(current)) {
                current = renewed;
            }
        } catch (SdkException e) {
            // the old ones serve until AWS refuses them, which is counted under its own name
        } finally {
            checked = Instant.now();
            renewing.set(false);
        }
    }
}
