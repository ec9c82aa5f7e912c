package io.github.lambdaperf.core.load;

import java.time.Duration;

/**
 * What the load needs to know besides the scenario.
 *
 * @param gracefulStop how long iterations may finish where the scenario says nothing: the function's timeout and a margin
 * @param progressEvery period of the progress reports
 * @param listener told of the progress
 */
public record LoadSettings(Duration gracefulStop, Duration progressEvery, LoadProgress.Listener listener) {}
