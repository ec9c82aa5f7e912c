package io.github.lambdaperf.core.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.Feeder.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeederTest {
    @TempDir
    private Path directory;

    private Feeder read(String text, Strategy strategy) throws IOException {
        return Feeder.read(
                Files.write(directory.resolve("users.csv"), text.getBytes(StandardCharsets.UTF_8)),
                "users.csv",
                strategy);
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        Feeder feeder =
                read("\uFEFFid,full name\r\n1,\"Ada \"\"L\"\"\"\r\n\r\n2,\"Zürich,\nmain\"\r\n", Strategy.CIRCULAR);

        assertThat(feeder.columns()).containsExactly("id", "full name");
        assertThat(feeder.size()).isEqualTo(2);
        assertThat(feeder.row(0).get("full name")).isEqualTo("Ada \"L\"");
        assertThat(feeder.row(1)).isEqualTo(Map.of("id", "2", "full name", "Zürich,\nmain"));
        assertThat(feeder.row(2).get("id")).isEqualTo("1");
        assertThat(feeder.row(0).get("nobody")).isNull();
    }

    @Test
    void endsWithItsRowsWhereItIsSequential() throws IOException {
        Feeder feeder = read("id\n1\n2\n", Strategy.SEQUENTIAL);

        assertThat(feeder.row(1).get("id")).isEqualTo("2");
        assertThatThrownBy(() -> feeder.row(2))
                .isInstanceOf(PerfException.class)
                .hasMessage("users.csv has 2 rows, and iteration 3 needs another one: add rows, or take 'strategy:"
                        + " circular'");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> read("a,b\n1,2\n1\n", Strategy.RANDOM))
                .hasMessage("users.csv, line 3: 1 values, but 2 columns: [a, b]");
        assertThatThrownBy(() -> read("a,a\n1,2\n", Strategy.RANDOM)).hasMessageContaining("users.csv");
        assertThatThrownBy(() -> read("a,\n1,2\n", Strategy.RANDOM)).hasMessageContaining("users.csv");
        assertThatThrownBy(() -> read("a\n", Strategy.RANDOM))
                .hasMessage("users.csv has no row below the line with the names of the columns");
        assertThatThrownBy(() -> read("", Strategy.RANDOM)).hasMessageContaining("users.csv");
        assertThatThrownBy(() -> read("a\n\"open\n", Strategy.RANDOM)).hasMessageContaining("users.csv");
        assertThatThrownBy(() -> Feeder.read(
                        Files.write(directory.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE4, '\n'}),
                        "latin.csv",
                        Strategy.RANDOM))
                .hasMessage("latin.csv is not in UTF-8");
    }

    /** Each row once before any comes again, whatever the seed; the same seed, the same order. */
    @Property(tries = 50)
    void shufflesRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) throws IOException {
        StringBuilder text = new StringBuilder("n\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append('\n');
        }
        Path file = Files.createTempFile("rows", ".csv");
        Files.writeString(file, text);
        Feeder feeder = Feeder.read(file, "rows.csv", Strategy.SHUFFLE).withSeed(seed);
        Files.delete(file);

        List<String> order = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            order.add(feeder.row(i).get("n"));
        }

        assertThat(new HashSet<>(order)).hasSize(rows);
        assertThat(feeder.row(rows).get("n")).isEqualTo(order.get(0));
        assertThat(feeder.withSeed(seed).row(rows - 1).get("n")).isEqualTo(order.get(rows - 1));
    }

    @Test
    void drawsTheSameRowsFromTheSameSeed() throws IOException {
        Feeder feeder = read("n\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", Strategy.RANDOM);
        List<String> first = draw(feeder.withSeed(1));

        assertThat(draw(feeder.withSeed(1))).isEqualTo(first);
        assertThat(draw(feeder.withSeed(2))).isNotEqualTo(first);
        assertThat(new HashSet<>(first)).hasSizeGreaterThan(5);
    }

    private static List<String> draw(Feeder feeder) {
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            drawn.add(feeder.row(i).get("n"));
        }
        return drawn;
    }
}
