package io.github.lambdaperf.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.DeliveryRecord.Expectation;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.ExpectSpec;
import io.github.lambdaperf.core.scenario.ExpectSpec.End;
import io.github.lambdaperf.core.scenario.ExpectSpec.Outcome;
import io.github.lambdaperf.core.scenario.FailureSpec;
import io.github.lambdaperf.core.scenario.LocalDelivery;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SqsSpec;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:1");
    private static final Route QUEUE = new Route(ENDPOINT, "q", "q", List.of());
    private static final Route BUS = new Route(ENDPOINT, "default", null, List.of());
    private static final Told TOLD = Told.byAccount("somebody", 5);
    private static final Told NOT_TOLD = new Told(null, null, 0, null);

    static Scenario scenario(MessageSpec spec, ExpectSpec expect) {
        return new Scenario(
                "s",
                Path.of("s.yaml"),
                "d",
                spec,
                List.of(),
                null,
                List.of(),
                Map.of(),
                Duration.ZERO,
                0,
                Map.of(),
                List.of(new FailureSpec("poison", 0.5, null, "x")),
                expect,
                null,
                List.of(),
                null,
                null,
                null,
                SensitiveFields.NONE);
    }

    static SqsSpec sqs() {
        return new SqsSpec(
                null, "q", 1, Map.of(), null, null, Duration.ZERO, Duration.ofSeconds(60), LocalDelivery.defaults());
    }

    private static DeliveryRecord record(
            Scenario scenario, SentMessages messages, Route route, Told told, long queued) {
        return new Reconciliation(scenario, messages, route, told, new QueueDepth(queued, 0))
                .record(true, 10, List.of(), new ArrayList<>());
    }

    private static SentMessages sent(int count) {
        SentMessages messages = new SentMessages();
        for (int i = 0; i < count; i++) {
            messages.accepted(messages.add(-1, 0), null);
        }
        return messages;
    }

    @Test
    void tellsTheQueuedFromTheLost() {
        SentMessages messages = sent(10);
        for (int i = 0; i < 6; i++) {
            messages.handled(i, 1);
        }
        messages.handled(0, 1);
        messages.failed(6, 1, false);
        messages.failed(6, 1, false);
        messages.deadLettered(6);

        DeliveryRecord record = record(scenario(sqs(), null), messages, QUEUE, TOLD, 2);

        assertThat(record.sent()).isEqualTo(10);
        assertThat(record.delivered()).isEqualTo(6);
        assertThat(record.deadLettered()).isEqualTo(1);
        assertThat(record.inFlight()).isEqualTo(2);
        assertThat(record.lost()).isEqualTo(1);
        assertThat(record.duplicates()).isEqualTo(1);
        assertThat(record.retries()).isEqualTo(2);
        assertThat(record.sources())
                .containsEntry("delivered", "somebody")
                .containsEntry("inFlight", "GetQueueAttributes");
    }

    @Test
    void countsByTheQueueWhereNobodyTells() {
        SentMessages messages = sent(10);
        messages.deadLettered(3);

        DeliveryRecord record = record(scenario(sqs(), null), messages, QUEUE, NOT_TOLD, 2);

        assertThat(record.delivered()).isEqualTo(7);
        assertThat(record.inFlight()).isEqualTo(2);
        assertThat(record.deadLettered()).isEqualTo(1);
        assertThat(record.lost()).isZero();
        assertThat(record.sources())
                .containsEntry("delivered", "sent - in flight - dead letters")
                .containsEntry("lost", "cannot be told from delivered");
    }

    @Test
    void countsByInvocationsWhereThereIsNoQueue() {
        SentMessages messages = sent(10);
        messages.onFailure(3);

        DeliveryRecord record = record(scenario(sqs(), null), messages, BUS, new Told(null, null, 4, 7L), 0);

        assertThat(record.delivered()).isEqualTo(7);
        assertThat(record.deadLettered()).isEqualTo(1);
        assertThat(record.inFlight()).isEqualTo(2);
        assertThat(record.drained()).isFalse();
        assertThat(record.sources())
                .containsEntry(
                        "delivered", "CloudWatch, Invocations - Errors of the run's minutes (other callers count too)")
                .containsEntry("endToEnd", "Logs Insights, 4 messages whose mark is in the function's log");
    }

    @Test
    void givesUpWhatLambdaGaveUp() {
        SentMessages messages = sent(3);
        messages.handled(0, 1);
        messages.failed(1, 3, true);
        EventBridgeSpec spec =
                new EventBridgeSpec(null, "default", "a", "b", 1, Duration.ZERO, LocalDelivery.defaults());

        DeliveryRecord record = record(scenario(spec, null), messages, BUS, TOLD, 0);

        assertThat(record.delivered()).isEqualTo(1);
        assertThat(record.lost()).isEqualTo(1);
        assertThat(record.inFlight()).isEqualTo(1);
        assertThat(record.retries()).isEqualTo(2);
    }

    @Test
    void namesTheMessagesThatViolateAnExpectation() {
        String id = "5972648c-9f82-4a0f-a25b-1f3b50b2e1a8";
        SentMessages messages = new SentMessages();
        for (int i = 0; i < 3; i++) {
            messages.accepted(messages.add(i == 2 ? -1 : 0, 0), i == 1 ? id : null);
        }
        messages.failed(0, 3, false);
        messages.deadLettered(0);
        messages.failed(1, 1, false);
        messages.handled(1, 1);
        messages.handled(2, 1);
        ExpectSpec expect = new ExpectSpec(0, 0, 0, Map.of("poison", new Outcome(End.DEAD_LETTER, 2)));

        List<Expectation> judged =
                record(scenario(sqs(), expect), messages, QUEUE, TOLD, 0).expectations();

        assertThat(judged)
                .contains(
                        new Expectation("lost", "at most 0", "0", true, List.of()),
                        new Expectation(
                                "poison",
                                "each dead-letter after 2 retries",
                                "1 of 2 dead-letter, 1 of 2 after 2 retries",
                                false,
                                List.of(id + " (handled, 1 retry)")));
    }

    /** Whatever becomes of messages, in whatever order it is told. */
    @Property(tries = 300)
    void addsUp(
            @ForAll @Size(max = 60) List<@IntRange(max = 6) Integer> fates,
            @ForAll @IntRange(max = 20) int queued,
            @ForAll boolean told,
            @ForAll boolean hasQueue) {
        SentMessages messages = new SentMessages();
        for (int fate : fates) {
            long number = messages.add(-1, 0);
            switch (fate) {
                case 0 -> messages.rejected(number);
                case 1 -> messages.accepted(number, null);
                case 2 -> messages.handled(number, 1);
                case 3 -> messages.deadLettered(number);
                case 4 -> messages.failed(number, 2, true);
                case 5 -> {
                    messages.failed(number, 1, false);
                    messages.onFailure(number);
                    messages.deadLettered(number);
                }
                default -> {
                    messages.deadLettered(number);
                    messages.handled(number, 2);
                }
            }
        }

        DeliveryRecord record =
                record(scenario(sqs(), null), messages, hasQueue ? QUEUE : BUS, told ? TOLD : NOT_TOLD, queued);

        assertThat(record.delivered() + record.inFlight() + record.deadLettered() + record.lost())
                .isEqualTo(record.sent());
        assertThat(List.of(record.delivered(), record.inFlight(), record.deadLettered(), record.lost()))
                .allMatch(count -> count >= 0);
    }
}
