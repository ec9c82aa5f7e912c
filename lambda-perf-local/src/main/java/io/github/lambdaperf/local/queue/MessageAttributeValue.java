package io.github.lambdaperf.local.queue;

import java.nio.charset.StandardCharsets;

/**
 * One attribute of a message.
 *
 * @param dataType {@code String}, {@code Number} or {@code Binary}, perhaps with a suffix after a dot
 * @param stringValue the value of a string or number, else null
 * @param binaryValue the value of a binary attribute, else null
 */
public record MessageAttributeValue(String dataType, String stringValue, byte[] binaryValue) {

    /** An attribute of the type {@code String}. */
    public static MessageAttributeValue string(String value) {
        return new MessageAttributeValue("String", value, null);
    }

    /** An attribute of the type {@code Number}. */
    public static MessageAttributeValue number(long value) {
        return new MessageAttributeValue("Number", Long.toString(value), null);
    }

    /** Whether the value is binary. */
    public boolean isBinary() {
        return binaryValue != null;
    }

    /** The value's bytes, those of a text in UTF-8. */
    public byte[] bytes() {
        return isBinary() ? binaryValue : stringValue.getBytes(StandardCharsets.UTF_8);
    }
}
