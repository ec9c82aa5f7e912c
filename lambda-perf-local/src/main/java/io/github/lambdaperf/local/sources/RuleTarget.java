package io.github.lambdaperf.local.sources;

/**
 * A target of a rule.
 *
 * @param id the target's id within the rule
 * @param arn ARN of a function, queue or topic
 * @param input a constant in the place of the event, null for the event
 * @param inputPath the part of the event, such as {@code $.detail}, null for all of it
 * @param groupId the message group of a FIFO queue, null for none
 */
public record RuleTarget(String id, String arn, String input, String inputPath, String groupId) {}
