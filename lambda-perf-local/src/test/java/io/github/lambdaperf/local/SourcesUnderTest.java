package io.github.lambdaperf.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A target whose function {@code sample} records its events, with clients of the services that send them. */
final class SourcesUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final TargetUnderTest target;
    final SqsClient sqs;
    final SnsClient sns;
    final EventBridgeClient events;
    private final Path recorded;

    SourcesUnderTest(Path directory, Class<?> handler, LocalSources sources) {
        recorded = directory.resolve("events");
        target = TargetUnderTest.start(
                f -> f.handler(handler.getName())
                        .timeout(Duration.ofSeconds(3))
                        .environment(Map.of("EVENTS", recorded.toString())),
                s -> s.timeScale(0.001).sources(sources));
        sqs = target.configured(SqsClient.builder()).build();
        sns = target.configured(SnsClient.builder()).build();
        events = target.configured(EventBridgeClient.builder()).build();
    }

    String url(String queue) {
        return sqs.getQueueUrl(b -> b.queueName(queue)).queueUrl();
    }

    static String queueArn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    static String functionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:sample";
    }

    int count(String queue, QueueAttributeName attribute) {
        return Integer.parseInt(
                sqs.getQueueAttributes(b -> b.queueUrl(url(queue)).attributeNames(attribute))
                        .attributes()
                        .get(attribute));
    }

    /** Waits for messages, with all their attributes. */
    List<Message> receive(String queue) {
        return sqs.receiveMessage(b -> b.queueUrl(url(queue))
                        .waitTimeSeconds(20)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    /** The recorded lines so far. */
    /** What has been written whole. */
    List<String> lines() {
        try {
            String text = Files.exists(recorded) ? Files.readString(recorded) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> awaitLines(int number) {
        Waiting.until(() -> lines().size() >= number);
        return lines();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        sqs.close();
        sns.close();
        events.close();
        target.close();
    }
}
