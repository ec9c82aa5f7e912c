package io.github.lambdaperf.core.invoke;

import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The credentials to sign with, renewed on a thread of its own so that no send waits for them. */
final class CredentialsCache {
    private static final long CHECK_EVERY_NANOS = 30_000_000_000L;

    private final AwsCredentialsProvider provider;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile AwsCredentials current;
    private volatile long checked;

    CredentialsCache(AwsCredentialsProvider provider) {
        this.provider = provider;
        this.current = provider.resolveCredentials();
        this.checked = System.nanoTime();
    }

    AwsCredentialsIdentity current() {
        if (System.nanoTime() - checked > CHECK_EVERY_NANOS && renewing.compareAndSet(false, true)) {
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
            checked = System.nanoTime();
            renewing.set(false);
        }
    }
}
