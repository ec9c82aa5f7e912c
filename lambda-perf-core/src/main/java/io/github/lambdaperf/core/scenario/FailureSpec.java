package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of {@code failures:}: messages that are sent in the place of some of the scenario's own.
 *
 * @param name of the entry; {@code expect:} refers to it
 * @param share of all messages, above 0 and up to 1
 * @param payload sent in the place of the scenario's; null: {@code body} is sent
 * @param body sent as it is written, which need not be JSON; null: {@code payload} is sent
 */
public record FailureSpec(String name, double share, JsonNode payload, String body) {}
