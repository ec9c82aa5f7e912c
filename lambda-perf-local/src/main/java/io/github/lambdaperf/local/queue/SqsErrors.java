package io.github.lambdaperf.local.queue;

import java.util.Set;

/** The codes of SQS's errors in its older protocol, which clients of the newer one get as well. */
final class SqsErrors {

    // Modelled with an awsQueryError trait that prefixes the name.
    private static final Set<String> PREFIXED = Set.of(
            "BatchEntryIdsNotDistinct",
            "BatchRequestTooLong",
            "EmptyBatchRequest",
            "InvalidBatchEntryId",
            "MessageNotInflight",
            "PurgeQueueInProgress",
            "QueueDeletedRecently",
            "TooManyEntriesInBatchRequest",
            "UnsupportedOperation");

    private SqsErrors() {}

    /** The code in the query protocol for a shape of the model. */
    static String queryCode(String shape) {
        if (shape.equals("QueueDoesNotExist")) {
            return "AWS.SimpleQueueService.NonExistentQueue";
        }
        if (shape.equals("QueueNameExists")) {
            return "QueueAlreadyExists";
        }
        return PREFIXED.contains(shape) ? "AWS.SimpleQueueService." + shape : shape;
    }
}
