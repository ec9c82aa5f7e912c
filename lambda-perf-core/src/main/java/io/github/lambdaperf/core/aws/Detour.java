package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;

/** Ways to AWS that the SDK's own clients know, and no other. */
final class Detour {
    /** Neither the environment's proxy nor that of system properties. */
    static final ProxyConfiguration DIRECT = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false)
            .build();

    private Detour() {}

    /**
     * The proxy of the environment for endpoints of a scheme, spoken to in HTTP. Left to itself the SDK's client takes the
     * one for {@code http} for all of them.
     */
    static ProxyConfiguration to(String scheme) {
        ProxyConfiguration asked = ProxyConfiguration.builder().scheme(scheme).build();
        if (asked.host() == null || asked.port() <= 0) {
            return DIRECT;
        }
        try {
            return ProxyConfiguration.builder()
                    .endpoint(new URI("http", null, asked.host(), asked.port(), null, null, null))
                    .nonProxyHosts(asked.nonProxyHosts())
                    .username(asked.username())
                    .password(asked.password())
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build();
        } catch (URISyntaxException e) {
            throw PerfException.user("the proxy " + asked.host() + ":" + asked.port()
                    + " of the environment is no address: correct it, " + scheme + "_proxy or " + scheme
                    + ".proxyHost");
        }
    }

    /** The proxy that the SDK's clients go through to a host, {@code host:port}. */
    static Optional<String> proxy(URI endpoint) {
        ProxyConfiguration proxy = to(endpoint.getScheme());
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return proxy.host() == null || proxy.nonProxyHosts().stream().anyMatch(host::matches)
                ? Optional.empty()
                : Optional.of(proxy.host() + ":" + proxy.port());
    }

    /** The kind of endpoint that is asked for in the place of the ordinary one, as the SDK's setting is called. */
    static Optional<String> variant(Optional<String> profile) {
        Set<EndpointTag> tags = tags(profile);
        if (tags.contains(EndpointTag.FIPS)) {
            return Optional.of("use_fips_endpoint");
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of("use_dualstack_endpoint");
    }

    /** A service's endpoint of the kind that is asked for. @param service as its addresses begin */
    static URI endpoint(String service, Region region, Optional<String> profile) {
        Set<EndpointTag> tags = tags(profile);
        if (tags.isEmpty()) {
            // the SDK's list has S3's former, global one for us-east-1
            return URI.create("https://" + service + "." + region.id() + "."
                    + PartitionMetadata.of(region).dnsSuffix());
        }
        ServiceEndpointKey key = ServiceEndpointKey.builder()
                .region(region)
                .tags(List.copyOf(tags))
                .build();
        return URI.create("https://" + ServiceMetadata.of(service).endpointFor(key));
    }

    private static Set<EndpointTag> tags(Optional<String> profile) {
        Supplier<ProfileFile> files = ProfileFile::defaultProfileFile;
        FipsEnabledProvider.Builder fips = FipsEnabledProvider.builder().profileFile(files);
        DualstackEnabledProvider.Builder dualstack =
                DualstackEnabledProvider.builder().profileFile(files);
        profile.ifPresent(name -> {
            fips.profileName(name);
            dualstack.profileName(name);
        });
        Set<EndpointTag> tags = new LinkedHashSet<>();
        if (fips.build().isFipsEnabled().orElse(false)) {
            tags.add(EndpointTag.FIPS);
        }
        if (dualstack.build().isDualstackEnabled().orElse(false)) {
            tags.add(EndpointTag.DUALSTACK);
        }
        return tags;
    }
}
