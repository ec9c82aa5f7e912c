package io.github.lambdaperf.core.signature;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC with SHA-256. The JDK's own loads every provider of cryptography there is before it gives one, a fifth of the CPU
 * that a start takes up to its first answer. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class HmacSha256 {
    /** Bytes of a result. */
    static final int SIZE = 32;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256;
    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /** @param sha256 of the same thread, with nothing fed to it whenever this is asked for something */
    HmacSha256(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** The key of what follows. */
    void init(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256.digest(key) : key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            inner[i] = (byte) (block[i] ^ INNER);
            outer[i] = (byte) (block[i] ^ OUTER);
        }
    }

    /** The code of a text, which stands in two parts. @param result takes {@value #SIZE} bytes from its start */
    void digest(byte[] text, byte[] more, byte[] result) {
        try {
            sha256.update(inner);
            sha256.update(text);
            sha256.update(more);
            sha256.digest(result, 0, SIZE);
            sha256.update(outer);
            sha256.update(result, 0, SIZE);
            sha256.digest(result, 0, SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has " + SIZE + " bytes", e);
        }
    }
}
