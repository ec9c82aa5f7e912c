package io.github.lambdaperf.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    private static byte[] code(byte[] key, byte[] text, byte[] more) throws Exception {
        HmacSha256 hmac = new HmacSha256(MessageDigest.getInstance("SHA-256"));
        byte[] result = new byte[HmacSha256.SIZE];
        hmac.init(new byte[] {1});
        hmac.init(key);
        hmac.digest(more, text, result);
        hmac.digest(text, more, result);
        return result;
    }

    /** RFC 4231, test case 2. */
    @Test
    void isThatOfTheStandard() throws Exception {
        byte[] code = code(
                "Jefe".getBytes(StandardCharsets.US_ASCII),
                "what do ya want ".getBytes(StandardCharsets.US_ASCII),
                "for nothing?".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(code))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Property
    void isThatOfTheJdk(
            @ForAll @Size(min = 1, max = 200) byte[] key,
            @ForAll @Size(max = 200) byte[] text,
            @ForAll @Size(max = 200) byte[] more)
            throws Exception {
        Mac jdk = Mac.getInstance("HmacSHA256");
        jdk.init(new SecretKeySpec(key, "HmacSHA256"));
        jdk.update(text);

        assertThat(code(key, text, more)).isEqualTo(jdk.doFinal(more));
    }
}
