package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.metric.Side;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Which version the next invocation goes to. With an opponent each consecutive pair of invocations goes to both versions,
 * in an order that a seeded generator draws, so that whatever drifts meets both alike.
 */
final class Lanes {
    private static final int ATTEMPTS = 20;
    private static final long ATTEMPT_MS = 100;

    /** A version with its way to it and what is recorded of it. */
    record Lane(Side side, FunctionInvoker invoker, ScenarioRecorder recorder) {}

    private final Lane candidate;
    private final Lane baseline;
    private final PairRecorder pairs;
    private final SplittableRandom random;
    private Lane second;

    private Lanes(Lane candidate, Lane baseline, PairRecorder pairs, long seed) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.pairs = pairs;
        this.random = new SplittableRandom(seed);
    }

    /** All invocations go one way. */
    static Lanes single(FunctionInvoker invoker, ScenarioRecorder recorder) {
        return new Lanes(new Lane(Side.CANDIDATE, invoker, recorder), null, null, 0);
    }

    /** Every other invocation goes to the opponent. */
    static Lanes interleaved(Lane candidate, Lane baseline, long seed) {
        return new Lanes(candidate, baseline, new PairRecorder(), seed);
    }

    synchronized Lane next() {
        if (baseline == null) {
            return candidate;
        }
        if (second != null) {
            Lane lane = second;
            second = null;
            return lane;
        }
        boolean candidateFirst = random.nextBoolean();
        second = candidateFirst ? baseline : candidate;
        return candidateFirst ? candidate : baseline;
    }

    /** Counts an answer where it belongs. */
    void add(Lane lane, Sample sample) {
        lane.recorder().add(sample);
        if (pairs != null) {
            pairs.add(lane.side(), sample);
        }
    }

    /** Drops everything that is on its way, to give its memory back. */
    void abandon() {
        candidate.invoker().abandon();
        if (baseline != null) {
            baseline.invoker().abandon();
        }
    }

    /**
     * Drops everything that is on its way and ends both ways, which would take the memory that the record needs. Even this
     * takes some: it is tried again as that comes back.
     *
     * @throws OutOfMemoryError where it does not
     */
    void giveUp() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                abandon();
                candidate.invoker().close();
                if (baseline != null) {
                    baseline.invoker().close();
                }
                return;
            } catch (OutOfMemoryError e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(ATTEMPT_MS);
            }
        }
    }

    /** Of both versions: the earlier one is paid for, too. */
    Billed billed() {
        Billed own = Billed.of(candidate.recorder());
        return baseline == null ? own : own.plus(Billed.of(baseline.recorder()));
    }

    /** The version under test; drops and cuts count there. */
    ScenarioRecorder recorder() {
        return candidate.recorder();
    }

    /** Null without an opponent. */
    PairRecorder pairs() {
        return pairs;
    }
}
