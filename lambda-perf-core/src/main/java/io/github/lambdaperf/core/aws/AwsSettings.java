package io.github.lambdaperf.core.aws;

import java.net.URI;
import java.util.Optional;

/**
 * How AWS is reached.
 *
 * @param endpoint in the place of AWS's own, for emulators
 * @param region empty: the SDK's chain decides
 * @param profile of the AWS configuration files; empty: the SDK's chain decides
 */
public record AwsSettings(Optional<URI> endpoint, Optional<String> region, Optional<String> profile) {}
