package io.github.lambdaperf.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentMessagesTest {
    private static final String ID = "5972648c-9f82-4a0f-a25b-1f3b50b2e1a8";
    private final SentMessages messages = new SentMessages();

    @Test
    void countsAMessageOnceWhateverIsTold() {
        long number = messages.add(-1, 1_000_000);
        messages.accepted(number, ID);
        messages.accepted(number, ID);

        assertThat(messages.handled(number, 1)).isEqualTo(1_000_000);
        assertThat(messages.handled(number, 1)).isEqualTo(-1);
        messages.onSuccess(number);

        assertThat(messages.sent()).isEqualTo(1);
        assertThat(messages.delivered()).isEqualTo(1);
        assertThat(messages.ended()).isEqualTo(1);
        assertThat(messages.get(number))
                .isEqualTo(new SentMessages.Message(0, ID, -1, true, 2, 2, false, false, true, false));
        assertThat(messages.get(number).retries()).isEqualTo(1);
    }

    @Test
    void believesAMessageThatTurnsUpWithoutAnAnswer() {
        long number = messages.add(0, 0);
        messages.rejected(number);
        messages.deadLettered(number);

        assertThat(messages.sent()).isEqualTo(1);
        assertThat(messages.ended()).isEqualTo(1);
    }

    @Test
    void leavesForeignNumbersAlone() {
        messages.add(-1, 0);

        assertThat(messages.handled(1, 1)).isEqualTo(-1);
        messages.failed(-5, 1, true);
        messages.deadLettered(99);

        assertThat(messages.sent()).isZero();
    }

    @Test
    void knowsTheOldestThatIsUnderWay() {
        for (int i = 0; i < 5000; i++) {
            messages.accepted(messages.add(-1, i), null);
        }
        messages.rejected(messages.add(-1, 5000));

        for (int i = 0; i < 4500; i++) {
            messages.handled(i, 1);
        }
        assertThat(messages.oldestOpenMicros()).isEqualTo(4500);

        messages.failed(4500, 3, true);
        assertThat(messages.oldestOpenMicros()).isEqualTo(4501);
        for (int i = 4501; i < 5000; i++) {
            messages.handled(i, 1);
        }
        assertThat(messages.oldestOpenMicros()).isEqualTo(-1);
        assertThat(messages.get(4500).givenUp()).isTrue();
        assertThat(messages.get(4500).id()).isNull();
    }
}
