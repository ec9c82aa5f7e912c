package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.PerfException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;

/** Baseline files: damaged, merged, or edited by hand with a digest that fits. */
public final class BaselineFuzz {
    private static final BaselineReader READER = new BaselineReader(Path.of("baseline.json"));

    private BaselineFuzz() {}

    /** Reads the input as it is, and with the right digest, which nobody finds by trying. */
    public static void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        read(text);
        try {
            JsonNode root = BaselineJson.JSON.readTree(text);
            if (root instanceof ObjectNode object) {
                object.put("digest", digest(object));
                read(object.toString());
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static String digest(ObjectNode root) {
        try {
            return BaselineJson.digest(root);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What is read can be judged by and written, and is read as the same. */
    private static void read(String text) {
        try {
            BaselineFile file = READER.read(text);
            file.means();
            file.expired(LocalDate.of(2026, 11, 23));
            String written = file.toText();
            assertThat(READER.read(written).toText()).isEqualTo(written);
        } catch (PerfException e) {
            assertThat(e.blame()).isEqualTo(PerfException.Blame.USER);
            assertThat(e.getMessage()).contains("baseline.json");
        }
    }
}
