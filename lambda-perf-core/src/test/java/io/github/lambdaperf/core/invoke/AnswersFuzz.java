package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.logs.ReportParser;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Answers as a proxy, an emulator or a broken connection makes them: a status and headers, an empty line, a body. */
public final class AnswersFuzz {
    private static final HttpTimings TIMINGS = new HttpTimings(0, 0, 0, 0, 0, 0);
    private static final List<MessageWire> WIRES =
            List.of(sqs(1), sqs(3), sns(1), sns(3), eventBridge(1), eventBridge(3));

    private AnswersFuzz() {}

    /** Whatever came is an outcome of the request, never an exception: the run goes on. */
    public static void read(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String head = end < 0 ? "200" : text.substring(0, end);
        byte[] body = text.substring(end < 0 ? 0 : end + 2).getBytes(StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\n");
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            if (colon > 0) {
                headers.add(lines[i].substring(0, colon), lines[i].substring(colon + 2));
            }
        }
        int status = lines.length > 0 && lines[0].matches("[1-5]\\d\\d") ? Integer.parseInt(lines[0]) : 200;
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);

        InvokeResponse invoked = InvokeAnswers.of(new DecodedHead(response), body, 0, 1, TIMINGS);
        assertThat(invoked.status()).isEqualTo(status);
        if (invoked.logTail() != null) {
            ReportParser.lastReport(invoked.logTail(), invoked.requestId());
        }
        String type = headers.get("x-amzn-ErrorType");
        for (int i = 0; i < WIRES.size(); i++) {
            int messages = i % 2 == 0 ? 1 : 3;
            assertThat(WIRES.get(i).receipt(body, messages).ids()).hasSize(messages);
            assertThat(WIRES.get(i).error(type, body)).isNotNull();
        }
    }

    private static MessageWire sqs(int batch) {
        return new SqsWire(
                new SqsSpec(null, "queue", batch, Map.of(), null, null, Duration.ZERO, Duration.ZERO, null), "u", 0);
    }

    private static MessageWire sns(int batch) {
        return new SnsWire(new SnsSpec(null, "topic", batch, Map.of(), null, Duration.ZERO, null), "arn", 0);
    }

    private static MessageWire eventBridge(int batch) {
        return new EventBridgeWire(
                new EventBridgeSpec(null, "bus", "source", "type", batch, Duration.ZERO, null), "bus", 0);
    }
}
