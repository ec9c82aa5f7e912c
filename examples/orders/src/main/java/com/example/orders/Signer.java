package com.example.orders;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Signs confirmations with a key derived for each order: the computation of this function. */
class Signer {
    /** Makes a signature cost a few milliseconds, as real key derivation does. */
    private static final int ROUNDS = Integer.getInteger("orders.rounds", 3_000);

    private final char[] secret;

    Signer(String secret) {
        this.secret = secret.toCharArray();
    }

    String sign(String text) {
        try {
            byte[] salt = text.getBytes(StandardCharsets.UTF_8);
            PBEKeySpec spec = new PBEKeySpec(secret, salt, ROUNDS, 256);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return HexFormat.of().formatHex(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot derive keys", e);
        }
    }
}
