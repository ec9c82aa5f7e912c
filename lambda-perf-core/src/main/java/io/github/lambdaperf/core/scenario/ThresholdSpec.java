package io.github.lambdaperf.core.scenario;

import java.time.Duration;

/**
 * One threshold as written.
 *
 * @param metric k6's selector, such as {@code invocation_duration{start:cold}}
 * @param expression k6's expression, such as {@code p(95)<3000}
 * @param abortOnFail ends the run as soon as it fails
 * @param delayAbortEval an abort waits at least this long; null: at once
 * @param line in the scenario file, from 1
 */
public record ThresholdSpec(String metric, String expression, boolean abortOnFail, Duration delayAbortEval, int line) {}
