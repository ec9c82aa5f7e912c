package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.LocalDelivery;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A server of queues, topics and buses that nobody here wrote, where it is installed. */
class MotoMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DRAIN = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    static boolean installed() throws InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import boto3, moto.server, flask")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Remembers what became of messages. */
    private static final class Receipts implements MessageReceipts {
        private final List<String> ids = new ArrayList<>();

        @Override
        public synchronized void accepted(long number, String id) {
            ids.add(id);
        }

        @Override
        public synchronized void rejected(long number) {
            ids.add(null);
        }
    }

    private static void send(URI endpoint, MessageSpec spec, String destination) throws InterruptedException {
        Receipts receipts = new Receipts();
        BlockingQueue<InvokeResponse> answers = new LinkedBlockingQueue<>();
        MessageTarget target = new MessageTarget(
                endpoint,
                "us-east-1",
                spec,
                destination,
                1,
                2,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")),
                receipts);
        try (MessageInvoker invoker = new MessageInvoker(target)) {
            invoker.open(1);
            List<OutgoingMessage> messages = new ArrayList<>();
            for (int i = 0; i < spec.batch(); i++) {
                messages.add(new OutgoingMessage(
                        "lambda-perf/run.0/" + i,
                        i,
                        ("{\"text\":\"Zürich & co " + i + "\"}").getBytes(StandardCharsets.UTF_8),
                        new IterationContext("s", "run", 1, i, 0)));
            }
            invoker.invoke(InvokeRequest.of(messages), answers::add);
            InvokeResponse answer = answers.poll(20, TimeUnit.SECONDS);
            assertThat(answer).isNotNull();
            assertThat(answer.outcome())
                    .as(new String(answer.payload(), StandardCharsets.UTF_8))
                    .isEqualTo(InvokeOutcome.SUCCESS);
            assertThat(answer.messages()).isEqualTo(spec.batch());
        }
        assertThat(receipts.ids).hasSize(spec.batch()).allMatch(id -> id != null && !id.isEmpty());
    }

    private static SqsSpec sqs(String queue, int batch, String group) {
        return new SqsSpec(
                null,
                queue,
                batch,
                Map.of("Run", "${runId}"),
                group,
                null,
                Duration.ZERO,
                DRAIN,
                LocalDelivery.defaults());
    }

    @Test
    @EnabledIf(value = "installed", disabledReason = "there is no python3 with moto's server")
    void takesWhatIsSent() throws Exception {
        Path script = directory.resolve("moto_messages.py");
        try (InputStream in = MotoMessagesTest.class.getResourceAsStream("moto_messages.py")) {
            Files.copy(in, script);
        }
        Process python = new ProcessBuilder("python3", script.toString())
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8));
                Writer input = python.outputWriter(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            assertThat(line)
                    .as(Files.readString(directory.resolve("errors.txt")))
                    .isNotNull();
            JsonNode there = JSON.readTree(line);
            URI endpoint = URI.create(there.path("endpoint").asText());

            send(endpoint, sqs("direct", 1, null), there.path("queue").asText());
            send(endpoint, sqs("direct", 3, null), there.path("queue").asText());
            send(endpoint, sqs("direct.fifo", 2, "g-${vu}"), there.path("fifo").asText());
            String topic = there.path("topic").asText();
            for (int batch : new int[] {1, 3}) {
                send(
                        endpoint,
                        new SnsSpec(
                                null,
                                "orders",
                                batch,
                                Map.of("Run", "${runId}"),
                                "hello",
                                DRAIN,
                                LocalDelivery.defaults()),
                        topic);
            }
            send(
                    endpoint,
                    new EventBridgeSpec(null, "default", "com.example", "Placed", 2, DRAIN, LocalDelivery.defaults()),
                    "default");
            input.write("\n");
            input.flush();

            JsonNode received = JSON.readTree(output.readLine());
            assertThat(received.path("direct")).hasSize(4);
            assertThat(received.path("direct").path(0).path("body").asText()).isEqualTo("{\"text\":\"Zürich & co 0\"}");
            assertThat(received.path("direct")
                            .path(0)
                            .path("attributes")
                            .path("Run")
                            .asText())
                    .isEqualTo("run");
            assertThat(received.path("direct")
                            .path(0)
                            .path("attributes")
                            .path("lambda-perf")
                            .asText())
                    .isEqualTo("lambda-perf/run.0/0");
            assertThat(received.path("fifo")).hasSize(2);
            assertThat(received.path("fifo").path(1).path("group").asText()).isEqualTo("g-1");
            assertThat(received.path("topic")).hasSize(4);
            JsonNode notification =
                    JSON.readTree(received.path("topic").path(0).path("body").asText());
            assertThat(notification.path("Message").asText()).isEqualTo("{\"text\":\"Zürich & co 0\"}");
            assertThat(notification.path("Subject").asText()).isEqualTo("hello");
            assertThat(received.path("bus")).hasSize(2);
            JsonNode event =
                    JSON.readTree(received.path("bus").path(0).path("body").asText());
            assertThat(event.path("detail").path("text").asText()).startsWith("Zürich & co");
            assertThat(event.path("resources").path(0).asText()).startsWith("lambda-perf/run.0/");
        } finally {
            python.destroy();
            python.waitFor();
        }
    }
}
