package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps loggers of AWS's SDK quiet that print session tokens, signed headers and messages when a build runs with {@code -X}.
 * Maven's loggers take their level from system properties once, when they are made; so that the properties can go again at once.
 */
final class QuietLoggers {
    /** What prints requests as they are signed and sent, and messages as they are received; {@code SecretsTest} knows when there are more. */
    private static final List<String> TALKATIVE = List.of(
            "software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner",
            "software.amazon.awssdk.services.sqs.internal.MessageMD5ChecksumInterceptor",
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire");

    /** Of Maven 3 and of Maven 4. */
    private static final List<String> PREFIXES = List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

    private QuietLoggers() {}

    /**
     * Makes these loggers, without debug output.
     *
     * @throws PerfException where one was made with it before, or by another library of loggers
     */
    static synchronized void make() {
        List<String> loud = new ArrayList<>();
        for (String name : TALKATIVE) {
            if (make(name).isDebugEnabled()) {
                loud.add(name);
            }
        }
        if (!loud.isEmpty()) {
            throw PerfException.user(
                    "debug output of " + String.join(", ", loud) + " would print AWS credentials or payloads:"
                            + " set the level of these loggers to INFO, or run without -X");
        }
    }

    private static Logger make(String name) {
        Map<String, String> before = new TreeMap<>();
        for (String prefix : PREFIXES) {
            String old = System.setProperty(prefix + name, "info");
            if (old != null) {
                before.put(prefix + name, old);
            }
        }
        try {
            return LoggerFactory.getLogger(name);
        } finally {
            for (String prefix : PREFIXES) {
                System.clearProperty(prefix + name);
            }
            before.forEach(System::setProperty);
        }
    }
}
