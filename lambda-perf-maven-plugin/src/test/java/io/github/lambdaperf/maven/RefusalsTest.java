package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The limits as users set them: each keeps every goal that loads from sending anything. */
@Timeout(120)
class RefusalsTest {
    @RegisterExtension
    static final FaultGround GROUND = new FaultGround();

    @TempDir
    private Path directory;

    private Goals goals;

    @BeforeEach
    void open() throws Exception {
        goals = GROUND.goals(directory.resolve("orders")).scenario("orders", "vus: 1\niterations: 30\n");
    }

    private void refused(String message) throws Exception {
        isRefused(goals.load(), message);
        isRefused(goals.with("perf.runs", 1).baseline(), message);
    }

    private void refusedForASweepToo(String message) throws Exception {
        refused(message);
        isRefused(goals.with("perf.tune.memory", "128,256").tune(), message);
    }

    private void isRefused(Goals.Ended ended, String message) {
        assertThat(ended.isFailure()).as("%s", ended).isTrue();
        assertThat(ended.message()).startsWith("nothing was sent: ").contains(message);
        assertThat(GROUND.proxy().operations())
                .doesNotContain("Invoke", "UpdateFunctionConfiguration", "PublishVersion", "CreateAlias");
        assertThat(goals.record()).isEmpty();
    }

    @Test
    void byTheNumberOfRequests() throws Exception {
        goals.with("perf.maxRequests", 29);

        refusedForASweepToo("and perf.maxRequests allows 29");
    }

    @Test
    void byMoney() throws Exception {
        goals.with("perf.budget", "0.0000001");

        refusedForASweepToo("and perf.budget allows 0.00000010 USD");
    }

    @Test
    void byTheAccount() throws Exception {
        goals.with("perf.allowedAccounts", "123456789012, 210987654321");

        refusedForASweepToo(
                "the function is in the account 000000000000, and perf.allowedAccounts allows 123456789012, 210987654321");
    }

    @Test
    void byTheAliasThatServesUsers() throws Exception {
        goals.with("perf.function", "echo:live");

        refused(
                "the alias live serves users (perf.liveAliases); to load it all the same, name it: -Dperf.allowLive=live");

        goals.with("perf.allowLive", "live");
        assertThat(goals.load().failure()).isNull();
    }

    @Test
    void byTheOwnersTag() throws Exception {
        GROUND.proxy().on("ListTags", FaultProxy.ok(200, "application/json", "{\"Tags\":{\"perf:allow\":\"false\"}}"));

        refusedForASweepToo("has the tag perf:allow=false, its owners do not want it loaded");
    }
}
