package io.github.lambdaperf.local.queue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The digests that SQS's clients verify. */
public final class MessageDigests {

    private MessageDigests() {}

    /** The MD5 of a body in hexadecimal. */
    public static String md5(String body) {
        return hex("MD5", body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The MD5 of attributes in hexadecimal, by the developer guide's "Calculating the MD5 message digest for message
     * attributes".
     *
     * @return null without attributes
     */
    public static String md5(Map<String, MessageAttributeValue> attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, value) -> {
            append(encoded, name.getBytes(StandardCharsets.UTF_8));
            append(encoded, value.dataType().getBytes(StandardCharsets.UTF_8));
            encoded.write(value.isBinary() ? 2 : 1);
            append(encoded, value.bytes());
        });
        return hex("MD5", encoded.toByteArray());
    }

    static String sha256(String body) {
        return hex("SHA-256", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void append(ByteArrayOutputStream encoded, byte[] part) {
        encoded.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        encoded.writeBytes(part);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every JDK", e);
        }
    }
}
