package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Everything that an HTTP invoker needs to know.
 *
 * @param base of the API, stage included
 * @param spec the request
 * @param region to sign for
 * @param seed of templates
 * @param maxConnections cap of open connections
 * @param environment of this process; null for what is not set
 * @param credentials to sign with; null where nothing is signed
 * @param tls of the client; null: the JDK's own trust
 */
public record HttpTarget(
        URI base,
        HttpSpec spec,
        String region,
        long seed,
        int maxConnections,
        Function<String, String> environment,
        AwsCredentialsProvider credentials,
        SslContext tls) {
    private static final Pattern AWS_HOST = Pattern.compile(
            "[a-z0-9-]+\\.(?:execute-api|lambda-url)\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

    /**
     * The target of a scenario's {@code http:} section.
     *
     * @param target {@code local} or {@code aws}
     * @param function name or ARN, with or without a qualifier
     */
    public static HttpTarget of(
            AwsSession session, String target, String function, HttpSpec spec, long seed, int maxConnections) {
        boolean signed = spec.auth() == HttpSpec.Auth.IAM;
        URI base = ApiAddress.of(spec, target, function, session);
        return new HttpTarget(
                base,
                spec,
                signed ? regionOf(base).orElseGet(() -> session.region().id()) : null,
                seed,
                maxConnections,
                System::getenv,
                signed ? session.credentials() : null,
                null);
    }

    /** Region that the name of an AWS host tells. */
    static Optional<String> regionOf(URI base) {
        Matcher host = AWS_HOST.matcher(base.getHost().toLowerCase(Locale.ROOT));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    /** Name that requests are signed for. */
    String service() {
        return spec.api() == HttpSpec.Api.URL ? "lambda" : "execute-api";
    }

    boolean signed() {
        return spec.auth() == HttpSpec.Auth.IAM;
    }

    boolean secure() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : secure() ? 443 : 80;
    }

    /** Value of the Host header. */
    String authority() {
        return base.getPort() >= 0 ? base.getHost() + ":" + base.getPort() : base.getHost();
    }
}
