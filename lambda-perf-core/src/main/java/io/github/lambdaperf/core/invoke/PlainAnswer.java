package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An answer that came in one piece and has nothing unusual about it, as nearly all do: HTTP/1.1, a length, no coding of the
 * transfer, printable ASCII in its head. Reading it costs a fraction of what Netty's decoder takes, which reads all others.
 */
final class PlainAnswer implements AnswerHead {
    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    /** {@code HTTP/1.1 200}. */
    private static final int STATUS_END = VERSION.length + 3;

    private static final int MOST_BYTES = 64 * 1024;
    private static final int USUAL_HEADERS = 10;
    private static final int MOST_HEADERS = 80;
    /** Where a header's name begins and ends, and where its value does. */
    private static final int PLACES = 4;

    private static final int LARGEST_LENGTH_DIGITS = 7;

    private final byte[] bytes;
    private final int status;
    private final int[] places;
    private final int count;
    private final int bodyStart;

    private PlainAnswer(byte[] bytes, int status, int[] places, int count, int bodyStart) {
        this.bytes = bytes;
        this.status = status;
        this.places = places;
        this.count = count;
        this.bodyStart = bodyStart;
    }

    /** The answer, or null where it is another matter, which says nothing against it. Leaves the buffer as it is. */
    static PlainAnswer read(ByteBuf buffer) {
        int size = buffer.readableBytes();
        if (size < STATUS_END + 4 || size > MOST_BYTES) {
            return null;
        }
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        int status = status(bytes);
        int at = status < 0 ? -1 : lineEnd(bytes, STATUS_END);
        if (at < 0) {
            return null;
        }
        at += 2;
        if (at >= size) {
            return null;
        }
        int[] places = new int[USUAL_HEADERS * PLACES];
        int count = 0;
        while (bytes[at] != '\r') {
            if (count == places.length) {
                if (count == MOST_HEADERS * PLACES) {
                    return null;
                }
                places = Arrays.copyOf(places, count * 2);
            }
            int colon = nameEnd(bytes, at);
            int end = colon < 0 ? -1 : lineEnd(bytes, colon + 1);
            if (end < 0) {
                return null;
            }
            places[count++] = at;
            places[count++] = colon;
            places[count] = skipBlanks(bytes, colon + 1, end);
            places[count + 1] = dropBlanks(bytes, places[count], end);
            count += 2;
            at = end + 2;
            if (at >= size) {
                return null;
            }
        }
        if (at + 1 >= size || bytes[at + 1] != '\n') {
            return null;
        }
        PlainAnswer answer = new PlainAnswer(bytes, status, places, count, at + 2);
        return answer.isWhole() ? answer : null;
    }

    /** Those with a body and a meaning of their own for the connection are not plain. */
    private static int status(byte[] bytes) {
        for (int i = 0; i < VERSION.length; i++) {
            if (bytes[i] != VERSION[i]) {
                return -1;
            }
        }
        int status = 0;
        for (int i = VERSION.length; i < STATUS_END; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            status = status * 10 + bytes[i] - '0';
        }
        return bytes[STATUS_END] != ' ' || status < 200 || status == 204 || status == 205 || status == 304
                ? -1
                : status;
    }

    /** The carriage return of a line, or -1 where the line holds what is no printable ASCII, or is not whole. */
    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        // bytes from 0x80 on are negative
        while (at < bytes.length && (bytes[at] >= ' ' && bytes[at] != 0x7f || bytes[at] == '\t')) {
            at++;
        }
        return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n' ? at : -1;
    }

    private static int nameEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && isNamePart(bytes[at])) {
            at++;
        }
        return at > from && at < bytes.length && bytes[at] == ':' ? at : -1;
    }

    private static boolean isNamePart(byte value) {
        return value >= 'a' && value <= 'z'
                || value >= 'A' && value <= 'Z'
                || value >= '0' && value <= '9'
                || value == '-'
                || value == '_';
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int dropBlanks(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && isBlank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }

    /** One length, that of what is there, and a connection that stays open. */
    private boolean isWhole() {
        int length = -1;
        for (int i = 0; i < count; i += PLACES) {
            if (isName(i, "Content-Length")) {
                if (length >= 0) {
                    return false;
                }
                length = number(places[i + 2], places[i + 3]);
                if (length < 0) {
                    return false;
                }
            } else if (isName(i, "Transfer-Encoding")
                    || isName(i, "Connection") && !"keep-alive".equalsIgnoreCase(value(i))) {
                return false;
            }
        }
        return length >= 0 && bodyStart + length == bytes.length;
    }

    private int number(int from, int to) {
        if (from == to || to - from > LARGEST_LENGTH_DIGITS || bytes[from] == '0' && to - from > 1) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private boolean isName(int place, String name) {
        int from = places[place];
        int length = places[place + 1] - from;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[from + i]) != lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte value) {
        return value >= 'A' && value <= 'Z' ? value + ('a' - 'A') : value;
    }

    private int place(String name) {
        for (int i = 0; i < count; i += PLACES) {
            if (isName(i, name)) {
                return i;
            }
        }
        return -1;
    }

    private String value(int place) {
        return text(places[place + 2], places[place + 3]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The body. */
    byte[] body() {
        return Arrays.copyOfRange(bytes, bodyStart, bytes.length);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String header(String name) {
        int place = place(name);
        return place < 0 ? null : value(place);
    }

    @Override
    public byte[] base64(String name) {
        int place = place(name);
        if (place < 0) {
            return null;
        }
        int from = places[place + 2];
        ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(bytes, from, places[place + 3] - from));
        return decoded.remaining() == decoded.array().length
                ? decoded.array()
                : Arrays.copyOf(decoded.array(), decoded.remaining());
    }

    @Override
    public Map<String, String> headers() {
        return new AnswerHeaders(() -> lines().iterator());
    }

    private List<Map.Entry<String, String>> lines() {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        for (int i = 0; i < count; i += PLACES) {
            lines.add(Map.entry(text(places[i], places[i + 1]), value(i)));
        }
        return lines;
    }
}
