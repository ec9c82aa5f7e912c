package io.github.lambdaperf.local;

import static io.github.lambdaperf.local.SourcesUnderTest.functionArn;
import static io.github.lambdaperf.local.SourcesUnderTest.json;
import static io.github.lambdaperf.local.SourcesUnderTest.queueArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.handlers.RecordingStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;

class EventBusTest {

    @TempDir
    private Path directory;

    @Test
    void matchingEventsReachTheFunctionAndTheQueue() {
        LocalSources sources = new LocalSources().queue("details", Map.of());
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            target.events.putRule(b -> b.name("orders")
                    .eventPattern(
                            "{\"source\":[{\"prefix\":\"shop.\"}],\"detail\":{\"total\":[{\"numeric\":[\">\",10]}]}}"));
            target.events.putTargets(b -> b.rule("orders")
                    .targets(
                            Target.builder().id("f").arn(functionArn()).build(),
                            Target.builder()
                                    .id("q")
                                    .arn(queueArn("details"))
                                    .inputPath("$.detail")
                                    .build()));
            PutEventsRequestEntry small = PutEventsRequestEntry.builder()
                    .source("shop.web")
                    .detailType("ordered")
                    .detail("{\"total\":5}")
                    .build();
            PutEventsRequestEntry large = small.toBuilder()
                    .detail("{\"total\":11}")
                    .resources("arn:aws:any")
                    .time(Instant.parse("2026-04-28T07:20:20Z"))
                    .build();
            PutEventsRequestEntry broken = small.toBuilder().detail("no JSON").build();
            PutEventsResponse put = target.events.putEvents(b -> b.entries(small, large, broken));
            assertThat(put.failedEntryCount()).isEqualTo(1);
            assertThat(put.entries())
                    .extracting(PutEventsResultEntry::errorCode)
                    .containsExactly(null, null, "MalformedDetail");

            JsonNode event = json(target.awaitLines(1).get(0));
            assertThat(event)
                    .isEqualTo(json("{\"version\":\"0\",\"id\":\""
                            + put.entries().get(1).eventId() + "\",\"detail-type\":\"ordered\","
                            + "\"source\":\"shop.web\",\"account\":\"000000000000\","
                            + "\"time\":\"2026-04-28T07:20:20Z\",\"region\":\"us-east-1\","
                            + "\"resources\":[\"arn:aws:any\"],\"detail\":{\"total\":11}}"));
            assertThat(target.receive("details")).extracting(Message::body).containsExactly("{\"total\":11}");
            assertThat(target.lines()).hasSize(1);
        }
    }

    @Test
    void rulesAndTargetsAreListedSwitchedAndDeleted() {
        LocalSources sources = new LocalSources().rule("all", "{\"source\":[\"x\"]}", "lambda:sample");
        try (SourcesUnderTest target = new SourcesUnderTest(directory, RecordingStream.class, sources)) {
            assertThat(target.events.listRules(b -> {}).rules())
                    .extracting(Rule::arn)
                    .containsExactly("arn:aws:events:us-east-1:000000000000:rule/all");
            assertThat(target.events.listTargetsByRule(b -> b.rule("all")).targets())
                    .extracting(Target::arn)
                    .containsExactly(functionArn());
            target.events.disableRule(b -> b.name("all"));
            assertThat(target.events.describeRule(b -> b.name("all")).stateAsString())
                    .isEqualTo("DISABLED");
            assertThatThrownBy(() -> target.events.deleteRule(b -> b.name("all")))
                    .isInstanceOf(EventBridgeException.class)
                    .hasMessageContaining("since it has targets");
            target.events.removeTargets(b -> b.rule("all").ids("1"));
            target.events.deleteRule(b -> b.name("all"));
            assertThatThrownBy(() -> target.events.describeRule(b -> b.name("all")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> target.events.putRule(b -> b.name("bad").eventPattern("{\"source\":\"x\"}")))
                    .isInstanceOf(InvalidEventPatternException.class);
            assertThatThrownBy(() -> target.events.listArchives(b -> {}))
                    .isInstanceOf(EventBridgeException.class)
                    .hasMessageContaining("does not serve ListArchives of EventBridge");
        }
    }
}
