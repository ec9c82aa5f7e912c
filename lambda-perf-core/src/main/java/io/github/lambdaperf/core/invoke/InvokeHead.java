package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.signature.SigV4Signer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The bytes of Invoke requests that have all but time and payload in common: what never changes is laid out once. Not
 * thread-safe.
 */
final class InvokeHead {
    /** A payload of more bytes goes out beside its head, not copied behind it. */
    private static final int COPY = 16 * 1024;

    private static final byte[] DATE = ascii("\r\nX-Amz-Date: ");
    private static final byte[] HASH = ascii("\r\nx-amz-content-sha256: ");
    private static final byte[] TOKEN = ascii("\r\nX-Amz-Security-Token: ");
    private static final byte[] AUTHORIZATION = ascii("\r\nAuthorization: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final int NUMBER = 10;

    private final byte[] start;
    private final SigV4Signer signer;

    /**
     * The head of requests to one function.
     *
     * @param more headers beside the wire's own
     * @throws IllegalArgumentException where a header holds what none may
     */
    InvokeHead(InvokeWire wire, String region, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(wire.fixedHeaders());
        headers.putAll(more);
        StringBuilder text = new StringBuilder(256)
                .append("POST ")
                .append(wire.requestLine())
                .append(" HTTP/1.1\r\n");
        Map<String, String> signed = new HashMap<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (HttpHeaderValidationUtil.validateValidHeaderValue(header.getValue()) >= 0) {
                throw new IllegalArgumentException("the value of the header " + header.getKey()
                        + " holds a character that no header may, such as a line's end");
            }
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
            signed.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        this.start = text.append("Content-Length: ").toString().getBytes(StandardCharsets.UTF_8);
        this.signer = new SigV4Signer(region, "lambda", "POST", wire.path(), wire.query(), signed);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A signed request, for whom it is given to to release. */
    ByteBuf request(byte[] payload, AwsCredentialsIdentity identity, Instant now, ByteBufAllocator allocator) {
        SigV4Signer.Signature signature = signer.sign(identity, now, payload);
        AsciiString token = signature.token();
        boolean copied = payload.length <= COPY;
        int size = start.length
                + NUMBER
                + DATE.length
                + signature.date().length()
                + HASH.length
                + signature.payloadHash().length()
                + (token == null ? 0 : TOKEN.length + token.length())
                + AUTHORIZATION.length
                + signature.authorization().length()
                + END.length
                + (copied ? payload.length : 0);
        ByteBuf head = allocator.directBuffer(size);
        head.writeBytes(start);
        ByteBufUtil.writeAscii(head, Integer.toString(payload.length));
        write(head, DATE, signature.date());
        write(head, HASH, signature.payloadHash());
        if (token != null) {
            write(head, TOKEN, token);
        }
        write(head, AUTHORIZATION, signature.authorization());
        head.writeBytes(END);
        if (copied) {
            return head.writeBytes(payload);
        }
        return Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(payload));
    }

    private static void write(ByteBuf head, byte[] name, AsciiString value) {
        head.writeBytes(name).writeBytes(value.array());
    }
}
