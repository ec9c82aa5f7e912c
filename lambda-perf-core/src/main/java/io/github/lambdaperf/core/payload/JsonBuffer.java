package io.github.lambdaperf.core.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the bytes of a payload. */
final class JsonBuffer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] QUOTE = {'"'};
    /** Beyond any service's limit, and well inside the memory of a build. */
    private static final int LARGEST = 32 * 1024 * 1024;

    private byte[] bytes;
    private int length;

    JsonBuffer(int capacity) {
        bytes = new byte[Math.max(64, capacity)];
    }

    /** @throws IllegalArgumentException where it becomes too large for any service */
    void append(byte[] more) {
        if (length > LARGEST - more.length) {
            throw tooLarge();
        }
        if (length + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more.length));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Appends a JSON value. */
    void appendValue(Object value) {
        if (isPlainNumber(value)) {
            append(ascii(value));
        } else if (value instanceof String text) {
            append(QUOTE);
            append(quoted(text));
            append(QUOTE);
        } else {
            append(json(value));
        }
    }

    /** Appends the inside of a JSON string. */
    void appendText(Object value) {
        if (isPlainNumber(value)) {
            append(ascii(value));
        } else if (value instanceof String text) {
            append(quoted(text));
        } else {
            append(quoted(new String(json(value), StandardCharsets.UTF_8)));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    int length() {
        return length;
    }

    /** The text as it stands inside a JSON string. */
    static byte[] quoted(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    static byte[] json(Object value) {
        if (value instanceof Double && !Double.isFinite((Double) value)
                || value instanceof Float && !Float.isFinite((Float) value)) {
            throw new IllegalArgumentException(value + " cannot stand in JSON");
        }
        Bounded out = new Bounded();
        try {
            JSON.writeValue(out, value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value cannot stand in JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw tooLarge();
        }
        return out.toByteArray();
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("it is larger than " + LARGEST / 1024 / 1024 + " MiB");
    }

    /** A range of numbers is a short expression and a long list. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int count) throws IOException {
            if (bytes.size() > LARGEST - count) {
                throw new IOException("too large");
            }
            bytes.write(more, offset, count);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    /** True for numbers whose Java text is their JSON. */
    private static boolean isPlainNumber(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Double d && Double.isFinite(d);
    }

    private static byte[] ascii(Object number) {
        return number.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
