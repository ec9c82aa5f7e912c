package io.github.lambdaperf.core.aws;

import java.net.URI;
import java.util.Optional;

/**
 * How AWS is reached.
 *
 * @param endpoint in the place of AWS's own, for emulators
 * @param region empty: the SDK's chain decides
 * @param profile of the AWS configuration files; empty: the SDK's chain decides
 * @param client that sends invocations
 */
public record AwsSettings(
        Optional<URI> endpoint, Optional<String> region, Optional<String> profile, InvokeClient client) {
    /** What sends invocations is chosen by the way to Lambda. */
    public AwsSettings(Optional<URI> endpoint, Optional<String> region, Optional<String> profile) {
        this(endpoint, region, profile, InvokeClient.AUTO);
    }
}
