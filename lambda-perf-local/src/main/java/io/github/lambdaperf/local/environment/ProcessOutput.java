package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.logs.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a process has written to its output file. A file rather than a pipe, as all that was printed before a
 * response was posted is there when the response is seen.
 *
 * <p>Plain lines and the frames of the runtime client's logger are mixed: a frame is {@code A5 5A}, two bytes of level
 * and format, its length, its time in microseconds since the epoch, and the message.
 */
final class ProcessOutput {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessOutput.class);

    private static final int FRAME_HEADER = 16;
    private static final int TRUNCATE_ABOVE = 1 << 20;

    private final Path path;
    private final FileChannel file;
    private long position;

    ProcessOutput(Path path) throws IOException {
        this.path = path;
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** All lines written since the last call; plain ones get the time of what follows, at last the given one. */
    List<LogLine> drain(long now) {
        try {
            return read(now);
        } catch (IOException e) {
            return List.of(new LogLine(now, "the local target cannot read the output of this process: " + e + "\n"));
        }
    }

    private List<LogLine> read(long now) throws IOException {
        long size = file.size();
        if (size == position) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - position));
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, position);
            if (read < 0) {
                break;
            }
            position += read;
        }
        bytes.flip();
        if (position > TRUNCATE_ABOVE && file.size() == position) {
            file.truncate(0);
            position = 0;
        }
        return split(bytes, now);
    }

    static List<LogLine> split(ByteBuffer bytes, long now) {
        List<LogLine> lines = new ArrayList<>();
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            if (isFrame(bytes)) {
                addPlain(lines, bytes, start, at, now);
                int length = Math.min(bytes.getInt(at + 4), bytes.remaining() - FRAME_HEADER);
                String message = new String(bytes.array(), at + FRAME_HEADER, length, StandardCharsets.UTF_8);
                lines.add(new LogLine(bytes.getLong(at + 8) / 1000, message));
                start = at + FRAME_HEADER + length;
                bytes.position(start);
            } else if (bytes.get() == '\n') {
                addPlain(lines, bytes, start, bytes.position(), now);
                start = bytes.position();
            }
        }
        addPlain(lines, bytes, start, bytes.position(), now);
        return inOrderOfTime(lines);
    }

    // A plain line was written before the frame that follows it, so it is no later; the store sorts by time.
    private static List<LogLine> inOrderOfTime(List<LogLine> lines) {
        for (int i = lines.size() - 2; i >= 0; i--) {
            long next = lines.get(i + 1).timestamp();
            if (lines.get(i).timestamp() > next) {
                lines.set(i, new LogLine(next, lines.get(i).message()));
            }
        }
        return lines;
    }

    private static boolean isFrame(ByteBuffer bytes) {
        int at = bytes.position();
        return bytes.remaining() >= FRAME_HEADER
                && (bytes.getShort(at) & 0xFFFF) == 0xA55A
                && bytes.getInt(at + 4) >= 0;
    }

    private static void addPlain(List<LogLine> lines, ByteBuffer bytes, int from, int to, long now) {
        if (to > from) {
            lines.add(new LogLine(now, new String(bytes.array(), from, to - from, StandardCharsets.UTF_8)));
        }
    }

    /** Closes and removes the file; null is none. */
    static void closeAndDelete(ProcessOutput output) {
        if (output != null) {
            try {
                output.file.close();
                Files.deleteIfExists(output.path);
            } catch (IOException e) {
                LOG.debug("cannot remove {}", output.path, e);
            }
        }
    }
}
