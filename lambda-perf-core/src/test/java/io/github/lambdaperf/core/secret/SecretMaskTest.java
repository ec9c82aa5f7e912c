package io.github.lambdaperf.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
    private static final SecretMask CARD =
            new SecretMask(new SensitiveFields(List.of("card.number", "pin", "note")), Set.of());

    private static String masked(String text, String sent) {
        return CARD.mask(text, List.of(sent.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"card\":{\"number\":\"4111 1111\"}}` | no funds on 4111 1111. | no funds on ***.",
                "`{\"card\":{\"number\":4111222233334444}}` | card 4111222233334444 | card ***",
                "`{\"card\":{\"number\":4111222233334444}}` | card 4.111222233334444E15 | card ***",
                "`{\"cards\":1,\"card\":[{\"number\":\"first\"},{\"number\":\"second\"}]}` | first, second | ***, ***",
                "`{\"body\":\"{\\\"pin\\\":\\\"p-77\\\"}\"}` | wrong p-77 | wrong ***",
                "`{\"Records\":[{\"body\":\"{\\\"card\\\":{\\\"number\\\":\\\"abcd\\\"}}\"}]}` | of abcd | of ***",
                "`{\"pin\":{\"old\":\"1234\",\"new\":[\"5678\"]}}` | 1234 or 5678 | *** or ***",
                "`{\"pin\":\"7\"}` | at line 17: pin 7 is wrong | at line 17: pin *** is wrong",
                "`{\"note\":\"say \\\"hé\\\"\"}` | `{\"text\":\"say \\\"hé\\\"\"}` | `{\"text\":\"***\"}`",
                "`{\"note\":\"say \\\"hé\\\"\"}` | `\"say \\\"h\\u00e9\\\"\"` | `\"***\"`",
                "`{\"note\":\"a b&c\"}` | GET /?q=a+b%26c or a%20b%26c | GET /?q=*** or ***",
                "`{\"other\":\"x\"}` | `got {\"pin\":\"other\",\"a\":1}` | `got {\"pin\":***,\"a\":1}`",
                "`{\"other\":\"x\"}` | `\"{\\\"pin\\\":\\\"o, ther\\\"}\"` | `\"{\\\"pin\\\":***}\"`",
                "`{\"other\":\"x\"}` | {pin=true, a=b} | {pin=***, a=b}",
                "`{\"other\":\"x\"}` | no pin, a spin=fast | no pin, a spin=fast",
                "`{\"pin\":true,\"note\":null}` | true is not null | true is not null",
                "`no JSON` | left as it is | left as it is"
            })
    void valuesAreTakenOut(String sent, String text, String expected) {
        assertThat(masked(text, sent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260101&X-Amz-Signature=0a1b2c3d&a=b"
                        + " | https://b.s3.amazonaws.com/k?X-Amz-Credential=***&X-Amz-Signature=***&a=b",
                "`{\"X-Amz-Security-Token\":\"FwoGZXIvYXdz//==\",\"a\":1}` | `{\"X-Amz-Security-Token\":\"***\",\"a\":1}`",
                "`\\\"x-amz-security-token\\\":\\\"FwoGZXIv\\\"` | `\\\"x-amz-security-token\\\":\\\"***\\\"`",
                "x-amz-security-token:FwoGZXIvYXdz | x-amz-security-token:***",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/x, SignedHeaders=host, Signature=0a1b2c3d4e"
                        + " | AWS4-HMAC-SHA256 Credential=***, SignedHeaders=host, Signature=***",
                "key ASIAIOSFODNN7EXAMPLE is unknown | key *** is unknown",
                "{x-api-key=abc123, a=b} | {x-api-key=***, a=b}",
                "authorization: Bearer eyJhbGciOi.abc | authorization: Bearer ***",
                "the signature does not match | the signature does not match"
            })
    void credentialsAreKnownByTheirLooks(String text, String expected) {
        assertThat(SecretMask.general(text)).isEqualTo(expected);
    }

    @Test
    void fixedValuesGoTheLongestFirst() {
        SecretMask mask = new SecretMask(SensitiveFields.NONE, Set.of("secret", "secret-and-more", ""));

        assertThat(mask.mask("secret-and-more, secret", List.of())).isEqualTo("***, ***");
        assertThat(mask.mask(null, List.of())).isNull();
    }

    @Test
    void templatesAreMaskedForDigests() throws Exception {
        ObjectMapper json = new ObjectMapper();
        SensitiveFields fields = new SensitiveFields(List.of("card.number", "pin"));

        assertThat(fields.masked(json.readTree(
                        "{\"card\":[{\"number\":\"4111\",\"name\":\"N\"}],\"a\":{\"pin\":1},\"number\":2}")))
                .isEqualTo(json.readTree(
                        "{\"card\":[{\"number\":\"***\",\"name\":\"N\"}],\"a\":{\"pin\":\"***\"},\"number\":2}"));
    }
}
