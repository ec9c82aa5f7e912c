package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/** Queues as SQS's own client sees them; it verifies the digests of what it sends and receives. */
class QueueTest {

    private LocalTarget target;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        target = LocalTarget.builder().build().start();
        sqs = SqsClient.builder()
                .endpointOverride(target.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        sqs.close();
        target.close();
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(b -> b.queueName(name).attributes(attributes)).queueUrl();
    }

    private SendMessageResponse send(String url, String body) {
        return sqs.sendMessage(b -> b.queueUrl(url).messageBody(body));
    }

    private List<Message> receive(String url, int wait) {
        return sqs.receiveMessage(b -> b.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(wait)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private String attribute(String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    @Test
    void queuesAreMadeFoundListedAndDeleted() {
        String url = create("orders", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "7"));
        assertThat(url).isEqualTo(target.endpoint() + "/000000000000/orders");
        assertThat(create("orders", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "7")))
                .isEqualTo(url);
        assertThatThrownBy(() -> create("orders", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "8")))
                .isInstanceOf(QueueNameExistsException.class);
        assertThatThrownBy(() -> create("other", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "43201")))
                .isInstanceOf(InvalidAttributeValueException.class);
        assertThatThrownBy(() -> sqs.createQueue(b -> b.queueName("other").attributesWithStrings(Map.of("Size", "1"))))
                .isInstanceOf(InvalidAttributeNameException.class);
        assertThatThrownBy(() -> create("no spaces", Map.of())).isInstanceOf(SqsException.class);

        create("others", Map.of());
        assertThat(sqs.listQueues(b -> b.queueNamePrefix("order")).queueUrls()).containsExactly(url);
        Map<String, String> all = sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
        assertThat(all)
                .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:orders")
                .containsEntry("VisibilityTimeout", "7")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("ApproximateNumberOfMessages", "0")
                .doesNotContainKey("FifoQueue");
        sqs.setQueueAttributes(b -> b.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "9")));
        assertThat(attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("9");

        sqs.deleteQueue(b -> b.queueUrl(url));
        assertThatThrownBy(() -> sqs.getQueueUrl(b -> b.queueName("orders")))
                .isInstanceOfSatisfying(QueueDoesNotExistException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
                    assertThat(e.statusCode()).isEqualTo(400);
                });
    }

    @Test
    void aMessageComesWithItsAttributesUntilItIsDeleted() {
        String url = create("orders", Map.of());
        SendMessageResponse sent = sqs.sendMessage(b -> b.queueUrl(url)
                .messageBody("grün")
                .messageAttributes(Map.of(
                        "tenant",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("blue")
                                .build(),
                        "raw",
                        MessageAttributeValue.builder()
                                .dataType("Binary.zip")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, -1}))
                                .build())));
        // echo -n grün | md5sum
        assertThat(sent.md5OfMessageBody()).isEqualTo("7b934a60ddc07b8f5b1134c03430bba6");

        Message message = receive(url, 0).get(0);
        assertThat(message.messageId()).isEqualTo(sent.messageId());
        assertThat(message.body()).isEqualTo("grün");
        assertThat(message.md5OfMessageAttributes()).isEqualTo(sent.md5OfMessageAttributes());
        assertThat(message.messageAttributes().get("raw").binaryValue().asByteArray())
                .containsExactly(0, 1, -1);
        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsKeys(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP,
                        MessageSystemAttributeName.SENDER_ID);
        assertThat(receive(url, 0)).isEmpty();
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");

        sqs.changeMessageVisibility(
                b -> b.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        Message again = receive(url, 20).get(0);
        assertThat(again.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
        assertThatThrownBy(() -> sqs.changeMessageVisibility(b ->
                        b.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0)))
                .isInstanceOf(MessageNotInflightException.class);
        assertThatThrownBy(() -> sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle("none")))
                .isInstanceOf(ReceiptHandleIsInvalidException.class);
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(again.receiptHandle()));
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(again.receiptHandle()));
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("0");
    }

    @Test
    void aLongPollEndsWithTheMessageAndADelayedOneIsCounted() {
        String url = create("orders", Map.of());
        CompletableFuture<List<Message>> poll = CompletableFuture.supplyAsync(() -> receive(url, 20));
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("late").delaySeconds(1));
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .isEqualTo("1");
        assertThat(poll.join()).extracting(Message::body).containsExactly("late");
    }

    @Test
    void batchesFailEntryByEntryAndAreRefusedAsAWhole() {
        String url = create("orders", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
        SendMessageBatchResponse sent = sqs.sendMessageBatch(b ->
                b.queueUrl(url).entries(entry("small", "x"), entry("large", "x".repeat(1025))));
        assertThat(sent.successful()).extracting(s -> s.id()).containsExactly("small");
        assertThat(sent.failed())
                .extracting(BatchResultErrorEntry::id, BatchResultErrorEntry::code, BatchResultErrorEntry::senderFault)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("large", "InvalidParameterValue", true));
        DeleteMessageBatchRequestEntry received = DeleteMessageBatchRequestEntry.builder()
                .id("1")
                .receiptHandle(receive(url, 20).get(0).receiptHandle())
                .build();
        assertThat(sqs.deleteMessageBatch(b -> b.queueUrl(url).entries(received))
                        .successful())
                .hasSize(1);

        List<SendMessageBatchRequestEntry> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(entry("e" + i, "x"));
        }
        assertThatThrownBy(() -> sqs.sendMessageBatch(b -> b.queueUrl(url).entries(eleven)))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() -> sqs.sendMessageBatch(b -> b.queueUrl(url).entries(List.of())))
                .isInstanceOf(EmptyBatchRequestException.class);
        assertThatThrownBy(() ->
                        sqs.sendMessageBatch(b -> b.queueUrl(url).entries(entry("same", "x"), entry("same", "y"))))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
        assertThatThrownBy(() -> sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(11)))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("Must be between 1 and 10");
        assertThatThrownBy(() -> sqs.sendMessage(b -> b.queueUrl(url)
                        .messageBody("x")
                        .messageAttributes(Map.of(
                                "bad",
                                MessageAttributeValue.builder()
                                        .dataType("Text")
                                        .stringValue("x")
                                        .build()))))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("invalid message attribute type");
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    @Test
    void aFifoQueueKeepsTheOrderOfAGroupAndDropsDuplicates() {
        String url = create("orders.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        SendMessageResponse first = sendInOrder(url, "a", "1", "a1");
        SendMessageResponse same = sendInOrder(url, "a", "1", "a1 again");
        assertThat(same.messageId()).isEqualTo(first.messageId());
        assertThat(same.sequenceNumber()).isEqualTo(first.sequenceNumber()).hasSize(20);
        assertThat(sendInOrder(url, "a", "2", "a2").sequenceNumber()).isGreaterThan(first.sequenceNumber());
        sendInOrder(url, "b", "3", "b1");

        Message a1 = one(url);
        assertThat(a1.body()).isEqualTo("a1");
        assertThat(a1.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "a")
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "1");
        assertThat(one(url).body()).as("the other group").isEqualTo("b1");
        assertThat(receive(url, 0)).as("both groups are in flight").isEmpty();
        sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(a1.receiptHandle()));
        assertThat(one(url).body()).isEqualTo("a2");

        assertThatThrownBy(() -> send(url, "x"))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("MessageGroupId");
        assertThatThrownBy(() ->
                        sqs.sendMessage(b -> b.queueUrl(url).messageBody("x").messageGroupId("a")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("ContentBasedDeduplication");
    }

    private Message one(String url) {
        return sqs.receiveMessage(b -> b.queueUrl(url).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);
    }

    private SendMessageResponse sendInOrder(String url, String group, String id, String body) {
        return sqs.sendMessage(
                b -> b.queueUrl(url).messageBody(body).messageGroupId(group).messageDeduplicationId(id));
    }

    @Test
    void aMessageReceivedTooOftenIsMovedWhenItIsAskedForAgain() {
        String dead = create("dead", Map.of());
        String url = create("orders", Map.of());
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":\"1\"}";
        sqs.setQueueAttributes(b -> b.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
        assertThat(sqs.listDeadLetterSourceQueues(b -> b.queueUrl(dead)).queueUrls())
                .containsExactly(url);
        String id = send(url, "x").messageId();
        Message message = receive(url, 0).get(0);
        sqs.changeMessageVisibility(
                b -> b.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        Waiting.until(() -> attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                .equals("1"));
        assertThat(receive(url, 0)).isEmpty();
        assertThat(receive(dead, 20)).extracting(Message::messageId).containsExactly(id);

        assertThatThrownBy(() -> sqs.setQueueAttributes(b -> b.queueUrl(url)
                        .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy.replace(":dead", ":none")))))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("Dead letter target does not exist");
    }

    @Test
    void purgingEmptiesTheQueueAndUnknownOperationsAreNamed() {
        String url = create("orders", Map.of());
        send(url, "x");
        sqs.purgeQueue(b -> b.queueUrl(url));
        assertThat(receive(url, 0)).isEmpty();
        assertThatThrownBy(() -> sqs.startMessageMoveTask(b -> b.sourceArn("arn:aws:sqs:us-east-1:000000000000:dead")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("does not serve StartMessageMoveTask of SQS");
    }
}
