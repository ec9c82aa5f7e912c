package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.SourcesUnderTest.json;
import static io.github.lambdaperf.local.SourcesUnderTest.queueArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.BatchHandler;
import io.github.lambdaperf.local.handlers.RecordingStream;
import io.github.lambdaperf.local.sources.MappingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class QueueMappingTest {

    @TempDir
    private Path directory;

    private static LocalSources orders(Map<String, String> attributes, MappingSettings settings) {
        return new LocalSources().queue("orders", attributes).eventSource("sample", "orders", settings);
    }

    @Test
    void everyMessageIsHandledOnceAndDeleted() {
        LocalSources sources = orders(Map.of(), MappingSettings.defaults());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            String url = target.url("orders");
            for (int batch = 0; batch < 10; batch++) {
                int first = batch * 10;
                List<SendMessageBatchRequestEntry> entries = IntStream.range(first, first + 10)
                        .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                .id("m" + i)
                                .messageBody("order " + i)
                                .build())
                        .toList();
                assertThat(target.sqs
                                .sendMessageBatch(b -> b.queueUrl(url).entries(entries))
                                .successful())
                        .hasSize(10);
            }

            List<String> expected =
                    IntStream.range(0, 100).mapToObj(i -> "order " + i).toList();
            assertThat(target.awaitLines(100)).containsExactlyInAnyOrderElementsOf(expected);
            Waiting.until(
                    () -> target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) == 0);
            assertThat(target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isZero();
            assertThat(target.target.messages().stream().filter(line -> line.startsWith("REPORT")))
                    .as("batches")
                    .hasSizeBetween(10, 100);
        }
    }

    @Test
    void theEventHasTheDocumentedShape() {
        LocalSources sources = orders(Map.of(), MappingSettings.defaults());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            String id = target.sqs
                    .sendMessage(b -> b.queueUrl(target.url("orders"))
                            .messageBody("Test message.")
                            .messageAttributes(Map.of(
                                    "tenant",
                                    MessageAttributeValue.builder()
                                            .dataType("String")
                                            .stringValue("blue")
                                            .build())))
                    .messageId();

            JsonNode event = json(target.awaitLines(1).get(0));
            assertThat(event.path("Records")).hasSize(1);
            JsonNode record = event.path("Records").get(0);
            assertThat(record.path("messageId").asText()).isEqualTo(id);
            assertThat(record.path("receiptHandle").asText()).isNotEmpty();
            assertThat(record.path("body").asText()).isEqualTo("Test message.");
            // The developer guide's example has this digest for this body.
            assertThat(record.path("md5OfBody").asText()).isEqualTo("e4e68fb7bd0e697a0ae8f1bb342846b3");
            assertThat(record.path("eventSource").asText()).isEqualTo("aws:sqs");
            assertThat(record.path("eventSourceARN").asText()).isEqualTo(queueArn("orders"));
            assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
            assertThat(record.path("attributes").path("ApproximateReceiveCount").asText())
                    .isEqualTo("1");
            assertThat(record.path("attributes").path("SentTimestamp").asText()).matches("\\d{13}");
            assertThat(record.path("attributes").path("SenderId").asText()).isEqualTo("000000000000");
            assertThat(record.path("messageAttributes").path("tenant"))
                    .isEqualTo(json("{\"stringValue\":\"blue\",\"stringListValues\":[],\"binaryListValues\":[],"
                            + "\"dataType\":\"String\"}"));
        }
    }

    @Test
    void poisonIsRetriedAsOftenAsThePolicySaysAndGivenUp() {
        LocalSources sources = new LocalSources()
                .queue("dead", Map.of())
                .queue("orders", Map.of("VisibilityTimeout", "3"))
                .deadLetterQueue("orders", "dead", 2)
                .eventSource("sample", "orders", MappingSettings.defaults());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            String id = target.sqs
                    .sendMessage(b -> b.queueUrl(target.url("orders")).messageBody("poison"))
                    .messageId();

            List<Message> dead = target.receive("dead");
            assertThat(dead).extracting(Message::messageId).containsExactly(id);
            assertThat(dead.get(0).attributes())
                    .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, queueArn("orders"));
            assertThat(target.lines()).hasSize(2);
            assertThat(target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isZero();
        }
    }

    @Test
    void onlyReportedMessagesOfABatchAreRetried() {
        LocalSources sources = new LocalSources()
                .queue("dead", Map.of())
                .queue("orders", Map.of("VisibilityTimeout", "3"))
                .deadLetterQueue("orders", "dead", 2)
                .eventSource("sample", "orders", MappingSettings.defaults().withReportsItems(true));
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String body : List.of("a", "poison", "b")) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(body)
                        .messageBody(body)
                        .build());
            }
            target.sqs.sendMessageBatch(b -> b.queueUrl(target.url("orders")).entries(entries));

            assertThat(target.receive("dead")).extracting(Message::body).containsExactly("poison");
            assertThat(target.lines()).containsExactlyInAnyOrder("a", "poison", "b", "poison");
        }
    }

    @Test
    void aWindowGathersMessagesUntilTheBatchIsFull() {
        MappingSettings settings =
                MappingSettings.defaults().withWindow(Duration.ofSeconds(300)).withBatchSize(12);
        LocalSources sources = orders(Map.of("VisibilityTimeout", "600"), settings);
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            for (int i = 0; i < 12; i++) {
                String body = "m" + i;
                target.sqs.sendMessage(b -> b.queueUrl(target.url("orders")).messageBody(body));
            }
            assertThat(json(target.awaitLines(1).get(0)).path("Records")).hasSize(12);
        }
    }

    @Test
    void aWindowEndsWithLessThanABatch() {
        MappingSettings settings =
                MappingSettings.defaults().withWindow(Duration.ofSeconds(1)).withBatchSize(100);
        LocalSources sources = orders(Map.of(), settings);
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            target.sqs.sendMessage(b -> b.queueUrl(target.url("orders")).messageBody("alone"));
            assertThat(json(target.awaitLines(1).get(0)).path("Records")).hasSize(1);
        }
    }

    @Test
    void aBatchAboveTheLargestPayloadIsSplit() {
        MappingSettings settings =
                MappingSettings.defaults().withWindow(Duration.ofSeconds(300)).withBatchSize(7);
        LocalSources sources = orders(Map.of("VisibilityTimeout", "600"), settings);
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            for (int i = 0; i < 7; i++) {
                target.sqs.sendMessage(b -> b.queueUrl(target.url("orders")).messageBody("x".repeat(1_000_000)));
            }
            List<String> events = target.awaitLines(2);
            assertThat(events).extracting(String::length).allMatch(length -> length <= 6_291_456);
            assertThat(events)
                    .extracting(event -> json(event).path("Records").size())
                    .containsExactlyInAnyOrder(6, 1);
        }
    }

    @Test
    void aMappingOfNoQueueIsRefusedAtTheStart() {
        LocalSources sources = new LocalSources().eventSource("sample", "none", MappingSettings.defaults());
        assertThatThrownBy(() -> new SourcesUnderTest(directory, BatchHandler.class, sources))
                .hasMessageContaining("The specified queue does not exist");
    }

    @Test
    void messagesThatMatchNoFilterAreDeletedUnseen() {
        MappingSettings settings =
                MappingSettings.defaults().withFilters(List.of("{\"body\":{\"kind\":[{\"prefix\":\"wa\"}]}}"));
        LocalSources sources = orders(Map.of(), settings);
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            for (String kind : List.of("no", "wanted")) {
                target.sqs.sendMessage(
                        b -> b.queueUrl(target.url("orders")).messageBody("{\"kind\":\"" + kind + "\"}"));
            }
            assertThat(target.awaitLines(1)).containsExactly("{\"kind\":\"wanted\"}");
            Waiting.until(
                    () -> target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) == 0);
            assertThat(target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isZero();
        }
    }

    @Test
    void aGroupOfAFifoQueueIsHandledInOrder() {
        LocalSources sources = new LocalSources()
                .queue("orders.fifo", Map.of("ContentBasedDeduplication", "true"))
                .eventSource("sample", "orders.fifo", MappingSettings.defaults().withBatchSize(3));
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            for (int i = 0; i < 20; i++) {
                String number = Integer.toString(i);
                for (String group : List.of("red", "blue")) {
                    target.sqs.sendMessage(b -> b.queueUrl(target.url("orders.fifo"))
                            .messageGroupId(group)
                            .messageBody(group + " " + number));
                }
            }
            List<String> handled = target.awaitLines(40);
            for (String group : List.of("red", "blue")) {
                List<String> expected =
                        IntStream.range(0, 20).mapToObj(i -> group + " " + i).toList();
                assertThat(handled.stream().filter(line -> line.startsWith(group)))
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void batchesThatFindNoCapacityWaitAndAreNotLost() {
        LocalSources sources = new LocalSources()
                .queue("dead", Map.of())
                .queue("orders", Map.of("VisibilityTimeout", "60"))
                .deadLetterQueue("orders", "dead", 1)
                .queue("others", Map.of("VisibilityTimeout", "60"))
                .deadLetterQueue("others", "dead", 1)
                .eventSource("sample", "orders", MappingSettings.defaults().withBatchSize(1))
                .eventSource("sample", "others", MappingSettings.defaults().withBatchSize(1));
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            for (int i = 0; i < 20; i++) {
                String body = "m" + i;
                for (String queue : List.of("orders", "others")) {
                    target.sqs.sendMessage(b -> b.queueUrl(target.url(queue)).messageBody(body));
                }
            }
            assertThat(target.awaitLines(40)).hasSize(40);
            assertThat(target.count("dead", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isZero();
            assertThat(target.target.target.environmentsStarted()).isEqualTo(1);
        }
    }

    @Test
    void mappingsAreMadeChangedAndDeletedByLambdasApi() {
        LocalSources sources =
                new LocalSources().queue("orders", Map.of()).queue("quick", Map.of("VisibilityTimeout", "2"));
        try (SourcesUnderTest target = new SourcesUnderTest(directory, BatchHandler.class, sources)) {
            var lambda = target.target.lambda;
            CreateEventSourceMappingResponse made = lambda.createEventSourceMapping(b -> b.functionName("sample")
                    .eventSourceArn(queueArn("orders"))
                    .batchSize(5)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                    .scalingConfig(c -> c.maximumConcurrency(2)));
            assertThat(made.functionArn()).isEqualTo(SourcesUnderTest.functionArn());
            assertThat(made.batchSize()).isEqualTo(5);
            assertThat(made.lastModified()).isNotNull();

            GetEventSourceMappingResponse found = lambda.getEventSourceMapping(b -> b.uuid(made.uuid()));
            assertThat(found.state()).isEqualTo("Enabled");
            assertThat(found.lastProcessingResult()).isEqualTo("No records processed");
            assertThat(found.scalingConfig().maximumConcurrency()).isEqualTo(2);
            assertThat(lambda.listEventSourceMappings(b -> b.functionName("sample"))
                            .eventSourceMappings())
                    .extracting(EventSourceMappingConfiguration::uuid)
                    .containsExactly(made.uuid());
            assertThat(lambda.listEventSourceMappings(b -> b.functionName("other"))
                            .eventSourceMappings())
                    .isEmpty();

            target.sqs.sendMessage(b -> b.queueUrl(target.url("orders")).messageBody("first"));
            target.awaitLines(1);
            Waiting.until(() -> lambda.getEventSourceMapping(b -> b.uuid(made.uuid()))
                    .lastProcessingResult()
                    .equals("OK"));

            lambda.updateEventSourceMapping(b -> b.uuid(made.uuid()).enabled(false));
            assertThat(lambda.getEventSourceMapping(b -> b.uuid(made.uuid())).state())
                    .isEqualTo("Disabled");
            assertThat(lambda.getEventSourceMapping(b -> b.uuid(made.uuid())).batchSize())
                    .isEqualTo(5);
            target.sqs.sendMessage(b -> b.queueUrl(target.url("orders")).messageBody("second"));
            assertThat(target.count("orders", QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .isEqualTo(1);
            lambda.updateEventSourceMapping(b -> b.uuid(made.uuid()).enabled(true));
            assertThat(target.awaitLines(2)).containsExactly("first", "second");

            assertThatThrownBy(() -> lambda.createEventSourceMapping(
                            b -> b.functionName("sample").eventSourceArn(queueArn("orders"))))
                    .isInstanceOf(ResourceConflictException.class)
                    .hasMessageContaining(made.uuid());
            assertThatThrownBy(() -> lambda.createEventSourceMapping(
                            b -> b.functionName("sample").eventSourceArn(queueArn("quick"))))
                    .isInstanceOf(InvalidParameterValueException.class)
                    .hasMessageContaining(
                            "Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds");
            assertThatThrownBy(() -> lambda.updateEventSourceMapping(
                            b -> b.uuid(made.uuid()).batchSize(11)))
                    .isInstanceOf(InvalidParameterValueException.class);
            assertThat(lambda.deleteEventSourceMapping(b -> b.uuid(made.uuid())).state())
                    .isEqualTo("Deleting");
            assertThatThrownBy(() -> lambda.getEventSourceMapping(b -> b.uuid(made.uuid())))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }
}
