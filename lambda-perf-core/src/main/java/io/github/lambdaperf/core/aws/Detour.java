package io.github.lambdaperf.core.aws;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;

/** Ways to AWS that the SDK's own clients know, and no other. */
final class Detour {
    /** Neither the environment's proxy nor that of system properties. */
    static final ProxyConfiguration DIRECT = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false)
            .build();

    private Detour() {}

    /** The proxy that the SDK's clients go through to a host, {@code host:port}. */
    static Optional<String> proxy(URI endpoint) {
        ProxyConfiguration proxy =
                ProxyConfiguration.builder().scheme(endpoint.getScheme()).build();
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return proxy.host() == null || proxy.nonProxyHosts().stream().anyMatch(host::matches)
                ? Optional.empty()
                : Optional.of(proxy.host() + ":" + proxy.port());
    }

    /** The kind of endpoint that is asked for in the place of the ordinary one, as the SDK's setting is called. */
    static Optional<String> variant(Optional<String> profile) {
        Supplier<ProfileFile> files = ProfileFile::defaultProfileFile;
        FipsEnabledProvider.Builder fips = FipsEnabledProvider.builder().profileFile(files);
        DualstackEnabledProvider.Builder dualstack =
                DualstackEnabledProvider.builder().profileFile(files);
        profile.ifPresent(name -> {
            fips.profileName(name);
            dualstack.profileName(name);
        });
        if (fips.build().isFipsEnabled().orElse(false)) {
            return Optional.of("use_fips_endpoint");
        }
        return dualstack.build().isDualstackEnabled().orElse(false)
                ? Optional.of("use_dualstack_endpoint")
                : Optional.empty();
    }
}
