package io.github.lambdaperf.local.queue;

/**
 * The receipt for a message sent.
 *
 * @param id the message's id
 * @param md5OfBody MD5 of the body in hexadecimal
 * @param md5OfAttributes MD5 of the attributes, null without attributes
 * @param sequenceNumber 20 digits, null in a standard queue
 */
public record SentMessage(String id, String md5OfBody, String md5OfAttributes, String sequenceNumber) {}
