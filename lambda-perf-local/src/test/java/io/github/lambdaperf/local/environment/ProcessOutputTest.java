package io.github.lambdaperf.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.logs.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessOutputTest {

    @Test
    void framesAndPlainLinesAreToldApart() {
        byte[] framed = "two\nlines".getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put("plain\nno end".getBytes(StandardCharsets.UTF_8));
        bytes.putInt(0xA55A0003).putInt(framed.length).putLong(5_000_000).put(framed);
        bytes.put("last\n".getBytes(StandardCharsets.UTF_8)).flip();

        assertThat(ProcessOutput.split(bytes, 9000))
                .containsExactly(
                        new LogLine(5000, "plain\n"),
                        new LogLine(5000, "no end"),
                        new LogLine(5000, "two\nlines"),
                        new LogLine(9000, "last\n"));
    }

    @Test
    void onlyWhatIsNewIsRead(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("out"));
        ProcessOutput output = new ProcessOutput(file);
        Files.writeString(file, "a\n", StandardOpenOption.APPEND);
        assertThat(output.drain(1)).isEqualTo(List.of(new LogLine(1, "a\n")));
        assertThat(output.drain(2)).isEmpty();
        Files.writeString(file, "x".repeat(2 << 20), StandardOpenOption.APPEND);
        assertThat(output.drain(3)).hasSize(1);
        assertThat(Files.size(file)).as("what has been read is given back").isZero();
        Files.writeString(file, "b\n", StandardOpenOption.APPEND);
        assertThat(output.drain(4)).isEqualTo(List.of(new LogLine(4, "b\n")));
        ProcessOutput.closeAndDelete(output);
        assertThat(file).doesNotExist();
    }
}
