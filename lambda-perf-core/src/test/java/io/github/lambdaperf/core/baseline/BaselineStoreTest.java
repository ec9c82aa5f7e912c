package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineStoreTest {
    private static final String WAYS_OUT =
            "heck one side out (git checkout --ours or --theirs), or delete the file and run mvn perf:baseline";

    @TempDir
    private Path directory;

    private BaselineStore store;
    private Path file;
    private BaselineKey key;

    @BeforeEach
    void start() throws IOException {
        store = new BaselineStore(directory);
        file = directory.resolve("create-order/aws-eu-west-1-arm64-1024mb-java21.json");
        key = new BaselineKey("create-order", Records.AWS, "constant-arrival-rate 20/s@3f1c9a07deadbeef");
    }

    @Test
    void findsWhatItWrote() {
        BaselineFile baseline = Records.candidate(41.2);
        assertThat(store.find(key)).isEqualTo(new BaselineLookup.None(file));
        assertThat(store.write(baseline)).isEqualTo(file);
        assertThat(store.find(key)).isEqualTo(new BaselineLookup.Found(file, baseline));
        assertThat(directory.resolve("create-order")).isDirectoryContaining(path -> path.equals(file));
        assertThat(store.files("create-order")).containsExactly(file);
    }

    @Test
    void namesTheNearestKeyAndWhatDiffers() throws IOException {
        put(BaselineFileTest.text());
        Environment smaller = new Environment("aws", "eu-west-1", "arm64", 512, "java21", "Zip", false, 0, "");
        BaselineLookup lookup = store.find(new BaselineKey("create-order", smaller, key.load()));
        assertThat(lookup).isInstanceOf(BaselineLookup.Nearest.class);
        BaselineLookup.Nearest nearest = (BaselineLookup.Nearest) lookup;
        assertThat(nearest.file()).isEqualTo(directory.resolve("create-order/aws-eu-west-1-arm64-512mb-java21.json"));
        assertThat(nearest.nearestFile()).isEqualTo(file);
        assertThat(nearest.differences()).containsExactly("memoryMb: 1024 there, 512 here");
        assertThat(store.find(new BaselineKey("create-order", Records.AWS, "other@1")))
                .isInstanceOf(BaselineLookup.Nearest.class);
    }

    @Test
    void refusesAnEditedRun() throws IOException {
        refuses(
                BaselineFileTest.text().replace("[41.213,0.0121]", "[44.213,0.0121]"),
                "two baselines were merged in " + file
                        + ", or it was edited by hand: its digest does not match its runs. C" + WAYS_OUT);
    }

    @Test
    void refusesABlendOfTwoBaselines() throws IOException {
        String one = BaselineFileTest.text();
        String run =
                one.lines().filter(line -> line.contains("10:31Z")).findFirst().orElseThrow();
        refuses(
                one.replace(run, run.replace("10:31Z", "11:31Z") + ",\n" + run),
                "two baselines were merged in " + file
                        + ", or it was edited by hand: its digest does not match its runs. C" + WAYS_OUT);
    }

    @Test
    void refusesConflictMarkers() throws IOException {
        refuses(
                BaselineFileTest.text().replace("  \"summary\"", "<<<<<<< HEAD\n  \"summary\""),
                file + " has conflict markers (line 17): c" + WAYS_OUT);
    }

    @Test
    void refusesDamage() throws IOException {
        String text = BaselineFileTest.text();
        assertThat(refusal(text.substring(0, 600)))
                .startsWith("the baseline " + file + " is damaged (line ")
                .endsWith("): restore it with git checkout, or delete it and run mvn perf:baseline");
        assertThat(refusal("[]")).contains("is damaged (it is not a JSON object)");
        assertThat(refusal("")).contains("is damaged (");
        assertThat(refusal("{}")).contains("is damaged (its schema is '', not 'perf-baseline/1')");
        assertThat(refusal(text.replaceAll(",\n *\"digest\".*", ""))).contains("is damaged (its digest is missing)");
        assertThat(refusal(text.replace("\"memoryMb\": 1024,", "\"memoryMb\": 1024,\n    \"memoryMb\": 512,")))
                .contains("is damaged (line 9: Duplicate field 'memoryMb'");
    }

    @Test
    void refusesMissingAndSillyContentWhoseDigestFits() throws IOException {
        assertThat(refusal(sealed("\"accepted\":{},\"runs\":[]"))).contains("is damaged (it has no 'key')");
        String key = "\"key\":{\"scenario\":\"s\",\"target\":\"aws\",\"region\":\"r\",\"architecture\":\"arm64\","
                + "\"memoryMb\":1,\"runtime\":\"java21\",\"load\":\"x@1\"},";
        String accepted = "\"accepted\":{\"date\":\"2026-09-27\",\"expires\":\"2026-12-26\"},";
        assertThat(refusal(sealed(key + accepted + "\"runs\":[]"))).contains("is damaged (it has no runs)");
        assertThat(refusal(sealed(key + accepted + "\"runs\":[{\"at\":\"today\",\"n\":1}]")))
                .contains("is damaged (Text 'today' could not be parsed");
        assertThat(refusal(sealed(key + accepted + "\"runs\":[{\"at\":\"2026-09-27T10:04Z\",\"n\":1,\"m\":[-1,0]}]")))
                .contains("is damaged (a figure needs a value above zero");
        assertThat(refusal(sealed(key.replace("\"load\"", "\"moon\":\"full\",\"load\"") + accepted + "\"runs\":[]")))
                .contains("was written by a newer version (its key has the field 'moon')");
    }

    @Test
    void refusesANewerSchema() throws IOException {
        refuses(
                BaselineFileTest.text().replace("perf-baseline/1", "perf-baseline/2"),
                "the baseline " + file + " was written by a newer version (schema 'perf-baseline/2',"
                        + " this version reads 'perf-baseline/1'): update lambda-perf-maven-plugin,"
                        + " or delete the file and run mvn perf:baseline");
    }

    private static String sealed(String sections) throws IOException {
        String digest = BaselineJson.digest(BaselineJson.JSON.readTree("{" + sections + "}"));
        return "{\"schema\":\"perf-baseline/1\"," + sections + ",\"digest\":\"" + digest + "\"}";
    }

    private void refuses(String text, String message) throws IOException {
        assertThat(refusal(text)).isEqualTo(message);
    }

    private String refusal(String text) throws IOException {
        put(text);
        PerfException refusal = catchThrowableOfType(PerfException.class, () -> store.find(key));
        assertThat(refusal).isNotNull();
        assertThat(refusal.blame()).isEqualTo(PerfException.Blame.USER);
        assertThat(file).content().isEqualTo(text);
        assertThat(store.files("create-order")).isEqualTo(List.of(file));
        return refusal.getMessage();
    }

    private void put(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
