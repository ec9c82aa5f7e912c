package io.github.lambdaperf.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Requests in the form of {@code .http} files: request line and headers, an empty line, the body; a line {@code ###}
 * between requests. They go through the server's own last handler, without a socket.
 */
public final class HttpScript {
    private static final int MOST_REQUESTS = 8;

    private Throwable failure;

    private HttpScript() {}

    /** Sends the requests, one after the other; a fault, or an answer that no client could read, is thrown. */
    public static void play(byte[] input, ApiHandler handler) {
        String[] requests = new String(input, StandardCharsets.ISO_8859_1).split("\n###\n", MOST_REQUESTS + 1);
        for (int i = 0; i < Math.min(requests.length, MOST_REQUESTS); i++) {
            FullHttpRequest request = request(requests[i]);
            if (request != null) {
                new HttpScript().send(request, handler);
            }
        }
    }

    private void send(FullHttpRequest request, ApiHandler handler) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new RequestGate(handler), new HttpConnection(incoming -> watched(handler, incoming)));
        String line = request.method() + " " + request.uri();
        boolean api = request.uri().startsWith("/_aws/");
        channel.writeInbound(request);
        if (failure != null) {
            throw new AssertionError(line + " failed", failure);
        }
        FullHttpResponse response = channel.readOutbound();
        if (response == null) {
            // A long poll, or an invocation; a closed connection would be no answer at all.
            assertThat(channel.isOpen()).as(line).isTrue();
            channel.close();
            return;
        }
        int status = response.status().code();
        // An API says so where the function behind it fails.
        assertThat(status < 500 || api && status != 501)
                .as("%s: %s", line, status)
                .isTrue();
        readable(response, line);
        response.release();
    }

    private CompletionStage<ApiReply> watched(ApiHandler handler, ApiRequest request) {
        try {
            CompletionStage<ApiReply> reply = handler.handle(request);
            reply.whenComplete((any, thrown) -> fail(thrown));
            return reply;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause != null && !(cause instanceof CancellationException)) {
            failure = cause;
        }
    }

    private static FullHttpRequest request(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end < 0 ? text.length() : end).split("\n", -1);
        String[] first = lines[0].split(" ", 2);
        if (first.length < 2
                || !first[0].matches("[A-Z]{1,10}")
                || !first[1].strip().matches("/[!-~\\x80-\\xff]*")) {
            return null;
        }
        byte[] body = (end < 0 ? "" : text.substring(end + 2)).getBytes(StandardCharsets.ISO_8859_1);
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(first[0]), first[1].strip(), Unpooled.wrappedBuffer(body));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            if (colon > 0) {
                add(request, lines[i].substring(0, colon), lines[i].substring(colon + 2));
            }
        }
        request.headers().set("Host", "127.0.0.1");
        request.headers().set("Content-Length", body.length);
        return request;
    }

    /** Netty's decoder refuses what its headers refuse, before any code of ours. */
    private static void add(FullHttpRequest request, String name, String value) {
        try {
            request.headers().add(name, value);
        } catch (IllegalArgumentException e) {
            request.headers().remove(name);
        }
    }

    private static void readable(FullHttpResponse response, String line) {
        byte[] body = ByteBufUtil.getBytes(response.content());
        String type = response.headers().get("Content-Type", "");
        try {
            if (body.length == 0 || line.contains(" /_aws/")) {
                return;
            }
            if (type.contains("xml")) {
                XMLStreamReader xml =
                        XMLInputFactory.newDefaultFactory().createXMLStreamReader(new ByteArrayInputStream(body));
                while (xml.hasNext()) {
                    xml.next();
                }
            } else if (type.contains("cbor")) {
                drain(new CBORFactory().createParser(body));
            } else if (type.contains("json")) {
                drain(new JsonFactory().createParser(body));
            }
        } catch (IOException | XMLStreamException e) {
            throw new AssertionError(line + " is answered with what is no " + type, e);
        }
    }

    private static void drain(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            // Each token is checked as it is read.
            parser.getText();
        }
    }
}
