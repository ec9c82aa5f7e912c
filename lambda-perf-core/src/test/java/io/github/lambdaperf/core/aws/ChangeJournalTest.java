package io.github.lambdaperf.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeJournalTest {
    private static final SizeChange SIZE = new SizeChange(
            SizeChange.SCHEMA,
            "https://lambda.eu-central-1.amazonaws.com",
            "eu-central-1",
            "orders",
            512,
            128,
            "lambda-perf-tune-128",
            "lambda-perf tune 1",
            1,
            2);
    private static final ProvisionedChange PROVISIONED = new ProvisionedChange(
            ProvisionedChange.SCHEMA,
            "https://lambda.eu-central-1.amazonaws.com",
            "eu-central-1",
            "orders",
            "live",
            null,
            3,
            1,
            2);

    @TempDir
    private Path directory;

    @Test
    void keepsEntriesOfEveryKind() {
        ChangeJournal journal = new ChangeJournal(directory.resolve("restore"));
        assertThat(journal.entries()).isEmpty();

        Path size = journal.write(SIZE);
        Path provisioned = journal.write(PROVISIONED);
        journal.write(size, SIZE.memoryIsBack());

        assertThat(journal.entries()).hasSize(2).containsEntry(provisioned, PROVISIONED);
        assertThat(journal.entries().get(size)).isEqualTo(SIZE.memoryIsBack());
        journal.delete(size);
        assertThat(journal.entries()).containsOnlyKeys(provisioned);
    }

    @Test
    void saysWhatItCannotRead() throws Exception {
        for (String text : List.of("{", "{\"schema\":\"lambda-perf-size/9\"}")) {
            Files.writeString(directory.resolve("change-1.json"), text);
            assertThatThrownBy(() -> new ChangeJournal(directory).entries())
                    .isInstanceOf(PerfException.class)
                    .hasMessageStartingWith("the journal " + directory.resolve("change-1.json") + " is not readable");
        }
    }

    @Test
    void tellsTheCommandsThatTakeBackByHand() {
        assertThat(SIZE.command())
                .isEqualTo("aws lambda update-function-configuration --function-name orders --region eu-central-1"
                        + " --memory-size 512 && aws lambda delete-alias --function-name orders --region eu-central-1"
                        + " --name lambda-perf-tune-128 && aws lambda delete-function --function-name orders --region"
                        + " eu-central-1 --qualifier <the version described as 'lambda-perf tune 1'>");
        assertThat(SIZE.memoryIsBack().command()).startsWith("aws lambda delete-alias ");
        assertThat(SIZE.remains())
                .isEqualTo(
                        "the memory of orders at 128 MB (it was 512 MB) and the alias orders:lambda-perf-tune-128 with"
                                + " its version");
    }
}
