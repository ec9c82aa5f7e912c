package io.github.lambdaperf.local.queue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a receipt handle says to the queue.
 *
 * @param messageId the message
 * @param receive which receipt of it, from 1
 */
record ReceiptHandle(String messageId, int receive) {

    static String of(String messageId, int receive) {
        byte[] text = (messageId + " " + receive).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(text);
    }

    static ReceiptHandle parse(String handle) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(handle), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2) {
                return new ReceiptHandle(parts[0], Integer.parseInt(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw invalid(handle);
        }
        throw invalid(handle);
    }

    private static QueueException invalid(String handle) {
        return new QueueException(
                "ReceiptHandleIsInvalid", "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }
}
