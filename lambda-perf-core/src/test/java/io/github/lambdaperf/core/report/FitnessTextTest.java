package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.record.ScenarioRecord;
import org.junit.jupiter.api.Test;

class FitnessTextTest {
    private final ScenarioRecord scenario = new SampleScenario("orders", "constant-vus", 1_000)
            .insufficient("client.warm.p95", 12.5, 0.1, 120)
            .insufficient("client.all.p99", 12.5, 0.1, 1_999)
            .insufficient("billed.mean", 12.5, 0, 39)
            .insufficient("init.p50", 300, 0, 3)
            .insufficient("server.warm.p50", 8, 0, 400)
            .judged("restore.p50", 90, 0.2, 12)
            .build();

    @Test
    void saysHowManyThereAreAndAreNeeded() {
        assertThat(verdict("client.warm.p95", "insufficient"))
                .isEqualTo("too few warm invocations to judge (120, needs 400)");
        assertThat(verdict("client.all.p99", "insufficient"))
                .isEqualTo("too few invocations to judge (1999, needs 2000)");
        assertThat(verdict("billed.mean", "insufficient")).isEqualTo("too few invocations to judge (39, needs 40)");
        assertThat(verdict("init.p50", "insufficient")).isEqualTo("too few cold starts to judge (3, needs 10)");
    }

    @Test
    void saysWhatElseIsMissing() {
        assertThat(verdict("server.warm.p50", "insufficient")).isEqualTo("too short a time to judge");
        assertThat(verdict("memory.max", "insufficient")).isEqualTo("too few to judge");
        assertThat(verdict("restore.p50", "unstable"))
                .isEqualTo("between fast and slow answers, too unsteady to judge");
        assertThat(verdict("restore.p50", "no baseline")).isEqualTo("no baseline to compare with yet");
    }

    @Test
    void countsWhatThereIsWhereThatIsTooLittle() {
        assertThat(FitnessText.samples(row("client.all.p99", "insufficient", null), scenario))
                .isEqualTo("1,999 of 2,000");
        assertThat(FitnessText.samples(row("init.p50", "insufficient", null), scenario))
                .isEqualTo("3 of 10");
        assertThat(FitnessText.samples(row("server.warm.p50", "insufficient", null), scenario))
                .isNull();
        assertThat(FitnessText.samples(row("init.p50", "no baseline", null), scenario))
                .isNull();
        assertThat(FitnessText.samples(row("memory.max", "insufficient", null), scenario))
                .isNull();
    }

    @Test
    void leavesVerdictsAlone() {
        assertThat(verdict("client.warm.p95", "regressed")).isEqualTo("regressed");
        assertThat(FitnessText.reason(row("client.warm.p95", "unchanged", null), scenario))
                .isNull();
    }

    @Test
    void comesBeforeTheReason() {
        assertThat(FitnessText.reason(row("init.p50", "insufficient", "it is the baseline's too"), scenario))
                .isEqualTo("too few cold starts to judge (3, needs 10); it is the baseline's too");
        assertThat(FitnessText.reason(row("init.p50", "insufficient", null), scenario))
                .isEqualTo("too few cold starts to judge (3, needs 10)");
        assertThat(FitnessText.reason(row("init.p50", "waived", "accepted"), scenario))
                .isEqualTo("accepted");
    }

    private String verdict(String metric, String verdict) {
        return FitnessText.verdict(row(metric, verdict, null), scenario);
    }

    private static VerdictRow row(String metric, String verdict, String reason) {
        return new VerdictRow("orders", metric, "ms", null, 1.0, null, null, null, verdict, false, false, reason, null);
    }
}
