package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What the load needs to know besides the scenario.
 *
 * @param gracefulStop how long iterations may finish where the scenario says nothing: the function's timeout and a margin
 * @param progressEvery period of the progress reports
 * @param listener told of the progress
 * @param enough true: the run has cost what it may, and is ended
 * @param shard what of the load this generator runs
 * @param startAt when it starts; null: as soon as it is ready
 * @param mask for what others say of what went wrong
 */
record LoadSettings(
        Duration gracefulStop,
        Duration progressEvery,
        LoadProgress.Listener listener,
        Predicate<Billed> enough,
        Shard shard,
        Instant startAt,
        SecretMask mask) {
    /** All of a run that may cost anything, of a scenario without secrets. */
    LoadSettings(Duration gracefulStop, Duration progressEvery, LoadProgress.Listener listener) {
        this(gracefulStop, progressEvery, listener, billed -> false, Shard.WHOLE, null, SecretMask.GENERAL);
    }
}
