package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAnswerTest {
    private static final String OTHERS = "\r\n :\t\0\u007f\u00e9,;aZ09{";
    private static final String TAIL = "START RequestId: r-1\nREPORT RequestId: r-1\tDuration: 1.00 ms\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\n"
            + "Content-Type: application/json\r\nContent-Length: 11\r\nConnection: keep-alive\r\n"
            + "x-amzn-RequestId:r-1\r\nX-Amz-Executed-Version: \t7 \r\nX-Amz-Log-Result: "
            + Base64.getEncoder().encodeToString(TAIL.getBytes(StandardCharsets.UTF_8))
            + "\r\nX-Two: 1\r\nx-two: 2\r\nX-Empty:\r\n\r\n{\"ok\":true}";

    private static PlainAnswer read(String answer) {
        return PlainAnswer.read(Unpooled.copiedBuffer(answer, StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsWhatAwsSends() {
        PlainAnswer answer = read(ANSWER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"ok\":true}");
        assertThat(answer.header("X-Amzn-RequestId")).isEqualTo("r-1");
        assertThat(answer.header("x-amz-executed-version")).isEqualTo("7");
        assertThat(answer.header("X-Two")).isEqualTo("1");
        assertThat(answer.header("x-empty")).isEmpty();
        assertThat(answer.header("X-Amz-Function-Error")).isNull();
        assertThat(answer.base64("x-amz-log-result"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(TAIL);
        assertThat(answer.headers()).hasSize(9).containsEntry("X-Two", "1, 2");
        PlainAnswerLaw.holds(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void isNotMisledByWhatIsNoBase64() {
        PlainAnswer answer = read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Amz-Log-Result: ?\r\n\r\n");

        assertThat(answer.base64("X-Amz-Executed-Version")).isNull();
        assertThatThrownBy(() -> answer.base64("X-Amz-Log-Result")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: a\r\n b\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A : a\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: a\nX-B: b\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: ä\r\n\r\n{}",
                "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}",
                "SSH-2.0-OpenSSH_9.6p1 and what else there may be"
            })
    void leavesOthersToNetty(String answer) {
        assertThat(read(answer)).isNull();
    }

    @Property(tries = 500)
    void isReadAsNettyReadsIt(
            @ForAll @IntRange(min = 200, max = 599) int status,
            @ForAll("headers") List<String> headers,
            @ForAll("bodies") String body) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Some Reason\r\n");
        headers.forEach(header -> answer.append(header).append("\r\n"));
        answer.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);

        PlainAnswerLaw.holds(answer.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A byte here and there that is another one, too many, or missing. */
    @Property(tries = 2000)
    void aDamagedOneIsReadAsNettyReadsItOrLeftToIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int damages) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(ANSWER);
        for (int i = 0; i < damages; i++) {
            int at = random.nextInt(text.length());
            char other = OTHERS.charAt(random.nextInt(OTHERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                default -> text.deleteCharAt(at);
            }
        }
        PlainAnswerLaw.holds(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<List<String>> headers() {
        Arbitrary<String> name = Arbitraries.of("X-Amzn-RequestId", "Date", "x-a", "X-A", "Connection", "X_b", "vary");
        Arbitrary<String> blank = Arbitraries.of("", " ", "\t", "  ");
        Arbitrary<String> value = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12);
        return net.jqwik.api.Combinators.combine(name, blank, value, blank)
                .as((label, before, text, after) -> label + ":" + before + text + after)
                .list()
                .ofMaxSize(70);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(300);
    }
}
