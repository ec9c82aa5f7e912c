package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.SourcesUnderTest.functionArn;
import static io.github.lambdaperf.local.SourcesUnderTest.json;
import static io.github.lambdaperf.local.SourcesUnderTest.queueArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.RecordingStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Topic;
import software.amazon.awssdk.services.sqs.model.Message;

class NotificationTest {

    @TempDir
    private Path directory;

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static PublishBatchRequestEntry entry(String id, String message, String kind) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageAttributes(Map.of("kind", text(kind)))
                .build();
    }

    @Test
    void aFunctionIsInvokedWithTheDocumentedEvent() {
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, new LocalSources())) {
            String topic = target.sns.createTopic(b -> b.name("news")).topicArn();
            assertThat(topic).isEqualTo("arn:aws:sns:us-east-1:000000000000:news");
            String subscription = target.sns
                    .subscribe(b -> b.topicArn(topic).protocol("lambda").endpoint(functionArn()))
                    .subscriptionArn();
            String id = target.sns
                    .publish(b -> b.topicArn(topic)
                            .subject("A subject")
                            .message("5 < 6 & \"more\"\n€")
                            .messageAttributes(Map.of("kind", text("a<b"))))
                    .messageId();

            JsonNode record = json(target.awaitLines(1).get(0)).path("Records").get(0);
            assertThat(record.path("EventSource").asText()).isEqualTo("aws:sns");
            assertThat(record.path("EventVersion").asText()).isEqualTo("1.0");
            assertThat(record.path("EventSubscriptionArn").asText()).isEqualTo(subscription);
            JsonNode sns = record.path("Sns");
            assertThat(sns.path("Type").asText()).isEqualTo("Notification");
            assertThat(sns.path("MessageId").asText()).isEqualTo(id);
            assertThat(sns.path("TopicArn").asText()).isEqualTo(topic);
            assertThat(sns.path("Subject").asText()).isEqualTo("A subject");
            assertThat(sns.path("Message").asText()).isEqualTo("5 < 6 & \"more\"\n€");
            assertThat(sns.path("Timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(sns.path("SignatureVersion").asText()).isEqualTo("1");
            assertThat(sns.has("SigningCertUrl")).isTrue();
            assertThat(sns.has("UnsubscribeUrl")).isTrue();
            assertThat(sns.path("MessageAttributes"))
                    .isEqualTo(json("{\"kind\":{\"Type\":\"String\",\"Value\":\"a<b\"}}"));
        }
    }

    @Test
    void queuesGetAnEnvelopeOrTheRawMessageIfTheFilterPolicyLetsIt() {
        LocalSources sources = new LocalSources()
                .queue("wrapped", Map.of())
                .queue("raw", Map.of())
                .topic("news")
                .subscription("news", "sqs:wrapped", Map.of());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            String topic = "arn:aws:sns:us-east-1:000000000000:news";
            target.sns.subscribe(b -> b.topicArn(topic)
                    .protocol("sqs")
                    .endpoint(queueArn("raw"))
                    .attributes(Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[\"b\"]}")));
            PublishBatchResponse published = target.sns.publishBatch(b -> b.topicArn(topic)
                    .publishBatchRequestEntries(entry("1", "one", "a"), entry("2", "two", "b"), entry("3", "", "a")));
            assertThat(published.successful()).extracting(s -> s.id()).containsExactly("1", "2");
            assertThat(published.failed()).extracting(f -> f.id()).containsExactly("3");

            List<Message> raw = target.receive("raw");
            assertThat(raw).extracting(Message::body).containsExactly("two");
            assertThat(raw.get(0).messageAttributes().get("kind").stringValue()).isEqualTo("b");
            List<JsonNode> wrapped = target.receive("wrapped").stream()
                    .map(message -> json(message.body()))
                    .toList();
            assertThat(wrapped)
                    .extracting(body -> body.path("Message").asText())
                    .containsExactly("one", "two");
            assertThat(wrapped.get(0).has("Subject")).isFalse();
            assertThat(wrapped.get(0).has("UnsubscribeURL")).isTrue();
        }
    }

    @Test
    void topicsAndSubscriptionsAreListedAndDeleted() {
        LocalSources sources = new LocalSources().topic("news").subscription("news", "lambda:sample", Map.of());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            assertThat(target.sns.listTopics().topics())
                    .extracting(Topic::topicArn)
                    .containsExactly("arn:aws:sns:us-east-1:000000000000:news");
            String topic = target.sns.listTopics().topics().get(0).topicArn();
            List<Subscription> subscriptions =
                    target.sns.listSubscriptionsByTopic(b -> b.topicArn(topic)).subscriptions();
            assertThat(subscriptions).hasSize(1);
            assertThat(subscriptions.get(0).endpoint()).isEqualTo(functionArn());
            assertThat(target.sns.getTopicAttributes(b -> b.topicArn(topic)).attributes())
                    .containsEntry("SubscriptionsConfirmed", "1");
            String subscription = subscriptions.get(0).subscriptionArn();
            assertThat(target.sns
                            .getSubscriptionAttributes(b -> b.subscriptionArn(subscription))
                            .attributes())
                    .containsEntry("Protocol", "lambda");
            target.sns.unsubscribe(b -> b.subscriptionArn(subscription));
            assertThat(target.sns.listSubscriptions().subscriptions()).isEmpty();

            assertThatThrownBy(() -> target.sns.subscribe(
                            b -> b.topicArn(topic).protocol("sqs").endpoint(queueArn("none"))))
                    .isInstanceOf(InvalidParameterException.class);
            target.sns.deleteTopic(b -> b.topicArn(topic));
            assertThatThrownBy(() -> target.sns.publish(b -> b.topicArn(topic).message("x")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("Topic does not exist");
            assertThatThrownBy(() -> target.sns.listPhoneNumbersOptedOut())
                    .isInstanceOf(SnsException.class)
                    .hasMessageContaining("does not serve ListPhoneNumbersOptedOut of SNS");
        }
    }
}
