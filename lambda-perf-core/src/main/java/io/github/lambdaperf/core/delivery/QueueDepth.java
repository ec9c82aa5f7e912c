package io.github.lambdaperf.core.delivery;

import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Messages in a queue, as {@code GetQueueAttributes} counts them; on AWS approximately.
 *
 * @param waiting visible or delayed
 * @param received not visible: received and not yet deleted
 */
record QueueDepth(long waiting, long received) {

    static QueueDepth of(SqsClient client, String queueUrl) {
        Map<QueueAttributeName, String> values = client.getQueueAttributes(request -> request.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return new QueueDepth(
                number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                        + number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                number(values, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    long all() {
        return waiting + received;
    }

    private static long number(Map<QueueAttributeName, String> values, QueueAttributeName name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }
}
