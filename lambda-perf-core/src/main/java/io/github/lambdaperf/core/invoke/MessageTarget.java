package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.MessageSpec;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Everything that a sender of messages needs to know.
 *
 * @param endpoint of the service
 * @param region to sign for
 * @param spec the section of the scenario
 * @param destination URL of the queue, ARN of the topic, name or ARN of the bus
 * @param seed of templates
 * @param maxConnections cap of open connections
 * @param credentials to sign with
 * @param receipts told of each message
 */
public record MessageTarget(
        URI endpoint,
        String region,
        MessageSpec spec,
        String destination,
        long seed,
        int maxConnections,
        AwsCredentialsProvider credentials,
        MessageReceipts receipts) {

    /** A target with the region and the credentials of the session. */
    public static MessageTarget of(
            AwsSession session,
            URI endpoint,
            MessageSpec spec,
            String destination,
            long seed,
            int maxConnections,
            MessageReceipts receipts) {
        return new MessageTarget(
                endpoint,
                session.region().id(),
                spec,
                destination,
                seed,
                maxConnections,
                session.credentials(),
                receipts);
    }

    boolean secure() {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }

    int port() {
        return endpoint.getPort() >= 0 ? endpoint.getPort() : secure() ? 443 : 80;
    }

    /** Value of the Host header. */
    String authority() {
        return endpoint.getPort() >= 0 ? endpoint.getHost() + ":" + endpoint.getPort() : endpoint.getHost();
    }
}
