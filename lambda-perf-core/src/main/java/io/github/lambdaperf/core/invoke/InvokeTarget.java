package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Everything that an invoker needs to know.
 *
 * @param endpoint of Lambda
 * @param region to sign for
 * @param function name or ARN
 * @param qualifier version or alias, or null
 * @param type RequestResponse, Event or DryRun
 * @param clientContext Base64 of JSON, or null
 * @param tenantId or null
 * @param readTimeout after which an answer is given up
 * @param maxConnections cap of open connections
 * @param credentials to sign with
 */
public record InvokeTarget(
        URI endpoint,
        String region,
        String function,
        String qualifier,
        InvokeSpec.Type type,
        String clientContext,
        String tenantId,
        Duration readTimeout,
        int maxConnections,
        AwsCredentialsProvider credentials) {

    /** The target of a scenario's {@code invoke:} section. */
    public static InvokeTarget of(
            AwsSession session, String function, InvokeSpec spec, Duration readTimeout, int maxConnections) {
        return new InvokeTarget(
                session.lambdaEndpoint(),
                session.region().id(),
                function,
                spec.qualifier(),
                spec.type(),
                clientContext(spec),
                spec.tenantId(),
                readTimeout,
                maxConnections,
                session.credentials());
    }

    /** A server that looks at no credentials, such as one inside this JVM: none of the user's are used. */
    public static InvokeTarget unchecked(URI endpoint, String function, Duration readTimeout, int maxConnections) {
        return new InvokeTarget(
                endpoint,
                "us-east-1",
                function,
                null,
                InvokeSpec.Type.REQUEST_RESPONSE,
                null,
                null,
                readTimeout,
                maxConnections,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
    }

    private static String clientContext(InvokeSpec spec) {
        if (spec.clientContext().isEmpty()) {
            return null;
        }
        try {
            byte[] json =
                    new ObjectMapper().writeValueAsString(spec.clientContext()).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a client context must be writable as JSON", e);
        }
    }
}
