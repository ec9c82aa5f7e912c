package io.github.lambdaperf.local.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A query, an empty line, and messages of log events; without them there are three of the usual kinds. */
public final class InsightsFuzz {
    private static final RunOptions OPTIONS =
            new RunOptions(100, Instant.ofEpochSecond(100), Instant.EPOCH, Instant.ofEpochSecond(100));
    private static final List<String> USUAL = List.of(
            "REPORT RequestId: a\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB",
            "{\"level\":\"ERROR\",\"n\":[1,2.5e3,null],\"o\":{\"a.b\":true,\"ip\":\"10.0.0.1\"}}",
            "plain text user=7 took 3ms");

    private InsightsFuzz() {}

    /** A query is refused as a whole, or runs to its end. */
    public static void query(String text) {
        int end = text.indexOf("\n\n");
        InsightsQuery query;
        try {
            query = InsightsQuery.compile(end < 0 ? text : text.substring(0, end));
        } catch (InsightsCompileException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.startCharOffset()).isNotNegative();
            return;
        }
        List<LogRecord> events = new ArrayList<>();
        List<String> messages =
                end < 0 ? USUAL : text.substring(end + 2).lines().toList();
        for (int i = 0; i < messages.size(); i++) {
            events.add(new LogRecord(1_000L * (i % 50), 1, "0:/aws/lambda/orders", "s", messages.get(i), "p" + i));
        }
        try {
            assertThat(query.run(events, OPTIONS).recordsScanned()).isEqualTo(events.size());
        } catch (InsightsRunException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
