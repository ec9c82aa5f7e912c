package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.LocalDelivery;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests and answers in the forms of the services' API references. */
class MessageWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private static SqsSpec sqs(String queue, int batch, Map<String, String> attributes, String group, Duration delay) {
        return new SqsSpec(null, queue, batch, attributes, group, null, delay, DRAIN, LocalDelivery.defaults());
    }

    private static OutgoingMessage message(int number, String body) {
        return new OutgoingMessage(
                "lambda-perf/run-1.0/" + number,
                number,
                body.getBytes(StandardCharsets.UTF_8),
                new IterationContext("s", "run-1", 7, number, 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertJson(byte[] actual, String expected) throws IOException {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void sendsOneMessageToAQueue() throws IOException {
        SqsWire wire = new SqsWire(
                sqs("orders", 1, Map.of("TestRun", "${runId}"), null, Duration.ofSeconds(5)), "https://q/orders", 1);

        assertThat(wire.headers())
                .isEqualTo(
                        Map.of("content-type", "application/x-amz-json-1.0", "x-amz-target", "AmazonSQS.SendMessage"));
        assertJson(wire.body(List.of(message(3, "{\"ä\":1}"))), """
                {"QueueUrl": "https://q/orders", "MessageBody": "{\\"ä\\":1}", "DelaySeconds": 5,
                 "MessageAttributes": {
                   "lambda-perf": {"DataType": "String", "StringValue": "lambda-perf/run-1.0/3"},
                   "TestRun": {"DataType": "String", "StringValue": "run-1"}}}""");
        assertThat(wire.receipt(bytes("{\"MessageId\":\"m-1\",\"MD5OfMessageBody\":\"x\"}"), 1))
                .isEqualTo(new MessageWire.Receipt(List.of("m-1"), null, null));
    }

    @Test
    void sendsABatchToAFifoQueueAndReadsWhatWasNotTaken() throws IOException {
        SqsWire wire =
                new SqsWire(sqs("orders.fifo", 2, Map.of(), "g-${vu}", Duration.ZERO), "https://q/orders.fifo", 1);

        assertThat(wire.headers()).containsEntry("x-amz-target", "AmazonSQS.SendMessageBatch");
        assertJson(wire.body(List.of(message(0, "a"), message(1, "b"))), """
                {"QueueUrl": "https://q/orders.fifo", "Entries": [
                  {"Id": "0", "MessageBody": "a", "MessageGroupId": "g-7",
                   "MessageDeduplicationId": "lambda-perf/run-1.0/0",
                   "MessageAttributes": {
                     "lambda-perf": {"DataType": "String", "StringValue": "lambda-perf/run-1.0/0"}}},
                  {"Id": "1", "MessageBody": "b", "MessageGroupId": "g-7",
                   "MessageDeduplicationId": "lambda-perf/run-1.0/1",
                   "MessageAttributes": {
                     "lambda-perf": {"DataType": "String", "StringValue": "lambda-perf/run-1.0/1"}}}]}""");
        MessageWire.Receipt receipt = wire.receipt(
                bytes("{\"Successful\":[{\"Id\":\"1\",\"MessageId\":\"m-2\"}],\"Failed\":[{\"Id\":\"0\",\"Code\":"
                        + "\"InternalError\",\"Message\":\"try again\",\"SenderFault\":false}]}"),
                2);
        assertThat(receipt.ids()).containsExactly(null, "m-2");
        assertThat(receipt.errorType()).isEqualTo("InternalError");
        assertThat(receipt.errorMessage()).isEqualTo("try again");
    }

    @Test
    void readsErrorsOfTheJsonProtocols() {
        SqsWire wire = new SqsWire(sqs("orders", 1, Map.of(), null, Duration.ZERO), "https://q/orders", 1);

        assertThat(wire.error(
                        null,
                        bytes("{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"no such queue\"}")))
                .isEqualTo(new MessageWire.Receipt(List.of(), "QueueDoesNotExist", "no such queue"));
        assertThat(wire.error("AccessDenied", bytes("no json")))
                .isEqualTo(new MessageWire.Receipt(List.of(), "AccessDenied", null));
    }

    @Test
    void publishesToATopic() {
        SnsSpec spec =
                new SnsSpec(null, "orders", 1, Map.of("kind", "a&b"), "of ${vu}", DRAIN, LocalDelivery.defaults());
        SnsWire wire = new SnsWire(spec, "arn:aws:sns:eu-west-1:123456789012:orders", 1);

        assertThat(new String(wire.body(List.of(message(0, "{\"a\": 1}"))), StandardCharsets.US_ASCII))
                .isEqualTo("Action=Publish&Version=2010-03-31"
                        + "&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Aorders"
                        + "&Message=%7B%22a%22%3A+1%7D&Subject=of+7"
                        + "&MessageAttributes.entry.1.Name=lambda-perf"
                        + "&MessageAttributes.entry.1.Value.DataType=String"
                        + "&MessageAttributes.entry.1.Value.StringValue=lambda-perf%2Frun-1.0%2F0"
                        + "&MessageAttributes.entry.2.Name=kind"
                        + "&MessageAttributes.entry.2.Value.DataType=String"
                        + "&MessageAttributes.entry.2.Value.StringValue=a%26b");
        assertThat(wire.receipt(
                                bytes(
                                        "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                                                + "<MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r"
                                                + "</RequestId></ResponseMetadata></PublishResponse>"),
                                1)
                        .ids())
                .containsExactly("m-1");
    }

    @Test
    void publishesABatchAndReadsWhatWasNotTaken() {
        SnsSpec spec = new SnsSpec(null, "orders", 2, Map.of(), null, DRAIN, LocalDelivery.defaults());
        SnsWire wire = new SnsWire(spec, "arn:t", 1);

        assertThat(new String(wire.body(List.of(message(0, "a"), message(1, "b"))), StandardCharsets.US_ASCII))
                .startsWith("Action=PublishBatch&Version=2010-03-31&TopicArn=arn%3At"
                        + "&PublishBatchRequestEntries.member.1.Id=0&PublishBatchRequestEntries.member.1.Message=a")
                .contains("&PublishBatchRequestEntries.member.2.Message=b"
                        + "&PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Name=lambda-perf");
        MessageWire.Receipt receipt = wire.receipt(
                bytes("<PublishBatchResponse><PublishBatchResult><Failed><member><Id>0</Id><Code>InternalError</Code>"
                        + "<Message>sorry</Message><SenderFault>false</SenderFault></member></Failed><Successful>"
                        + "<member><MessageId>m-2</MessageId><Id>1</Id></member></Successful></PublishBatchResult>"
                        + "</PublishBatchResponse>"),
                2);
        assertThat(receipt.ids()).containsExactly(null, "m-2");
        assertThat(receipt.errorType()).isEqualTo("InternalError");
        assertThat(wire.error(
                        null,
                        bytes("<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not"
                                + " exist</Message></Error><RequestId>r</RequestId></ErrorResponse>")))
                .isEqualTo(new MessageWire.Receipt(List.of(), "NotFound", "Topic does not exist"));
        assertThat(wire.receipt(bytes("<unfinished"), 1).ids()).containsExactly((String) null);
    }

    @Test
    void putsEventsOnABus() throws IOException {
        EventBridgeSpec spec = new EventBridgeSpec(
                null, "default", "com.example", "Placed by ${vu}", 2, DRAIN, LocalDelivery.defaults());
        EventBridgeWire wire = new EventBridgeWire(spec, "default", 1);

        assertThat(wire.headers()).containsEntry("x-amz-target", "AWSEvents.PutEvents");
        assertJson(wire.body(List.of(message(4, "{}"))), """
                {"Entries": [{"Source": "com.example", "DetailType": "Placed by 7", "Detail": "{}",
                  "EventBusName": "default", "Resources": ["lambda-perf/run-1.0/4"]}]}""");
        MessageWire.Receipt receipt = wire.receipt(
                bytes("{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"e-1\"},{\"ErrorCode\":"
                        + "\"MalformedDetail\",\"ErrorMessage\":\"Detail is malformed.\"}]}"),
                2);
        assertThat(receipt.ids()).containsExactly("e-1", null);
        assertThat(receipt.errorType()).isEqualTo("MalformedDetail");
    }
}
