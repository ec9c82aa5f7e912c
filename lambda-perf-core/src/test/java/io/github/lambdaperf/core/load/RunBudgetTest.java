package io.github.lambdaperf.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.invoke.InvokeRequest;
import io.github.lambdaperf.core.shard.Shard;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunBudgetTest {
    private static final double EACH = 0.001;

    private static RunBudget budget(double usd, long requests) {
        return new RunBudget(new LoadLimits(usd, requests, Set.of()), Shard.WHOLE);
    }

    private static void admit(RunBudget budget, long requests) {
        budget.admit(requests, requests, count -> count * EACH);
    }

    /** @return how many got through */
    private static int send(RunBudget budget, int requests) {
        FakeInvoker sent = new FakeInvoker(FakeInvoker.NEVER, number -> InvokeOutcome.SUCCESS, number -> null);
        try (FunctionInvoker invoker = budget.limited(sent, () -> {})) {
            for (int i = 0; i < requests; i++) {
                invoker.invoke(new InvokeRequest(new byte[0], false, null), response -> {});
            }
        }
        return sent.payloads().size();
    }

    @Test
    void allRunsTogetherAreBoundByMoney() {
        RunBudget budget = budget(0.01, 0).forRuns(3);

        assertThatThrownBy(() -> admit(budget, 4))
                .isInstanceOf(PerfException.class)
                .hasMessage("nothing was sent: 3 runs of 4 invocations cost at least 0.01 USD (at 1 ms each), and"
                        + " perf.budget allows 0.01 USD");
        assertThatCode(() -> admit(budget, 3)).doesNotThrowAnyException();
    }

    @Test
    void aFurtherRunHasWhatIsLeftOfTheMoney() {
        RunBudget budget = budget(0.01, 0);
        admit(budget, 4);
        budget.begin();
        budget.spent(0.007);

        assertThatCode(() -> admit(budget, 2)).doesNotThrowAnyException();
        assertThat(budget.reached()).isEmpty();
        assertThatThrownBy(() -> admit(budget, 4))
                .hasMessage("nothing more was sent: 0.0070 USD of perf.budget=0.01 are spent by this goal, and 4"
                        + " invocations cost at least 0.0040 USD (at 1 ms each)");
        assertThat(budget.reached()).isPresent();
        assertThat(budget.isSpent(0.0029)).isFalse();
        assertThat(budget.isSpent(0.0031)).isTrue();
        assertThat(budget.reached()).contains("0.01 USD of perf.budget=0.01 are spent");
    }

    @Test
    void aFurtherRunOfUnknownLengthBeginsWhereAnythingIsLeft() {
        RunBudget budget = budget(0, 3);
        budget.begin();
        assertThat(send(budget, 2)).isEqualTo(2);

        assertThatCode(() -> admit(budget, 0)).doesNotThrowAnyException();
        assertThat(send(budget, 4)).isEqualTo(1);
        assertThatThrownBy(() -> admit(budget, 0))
                .hasMessage("nothing more was sent: 0 of perf.maxRequests=3 are left to this goal");
    }

    @Test
    void aShardHasItsShare() {
        RunBudget budget = new RunBudget(new LoadLimits(0.01, 10, Set.of()), new Shard(4, 4));

        assertThat(budget.isSpent(0.0024)).isFalse();
        assertThat(budget.isSpent(0.0026)).isTrue();
        assertThat(send(budget, 5)).isEqualTo(2);
        assertThat(budget.reached()).contains("perf.maxRequests=10 is reached");
    }

    @Test
    void withoutLimitsNothingIsBound() {
        RunBudget budget = budget(0, 0).forRuns(1000);

        admit(budget, 1_000_000);
        budget.begin();
        budget.spent(1e6);
        admit(budget, 1_000_000);
        assertThat(budget.isSpent(1e6)).isFalse();
    }
}
