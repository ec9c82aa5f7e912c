package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/** The real engine over the lines of real invocations. */
class LogsInsightsTest {

    @Test
    void reportsOfInvocationsAreAnalysed() {
        long start = Instant.now().getEpochSecond();
        try (TargetUnderTest target = TargetUnderTest.start(f -> f)) {
            for (int i = 0; i < 5; i++) {
                target.invoke("{\"do\":\"echo\"}");
            }

            List<Map<String, String>> rows = query(
                    target,
                    start,
                    "filter @type = \"REPORT\" | stats count(*) as n, count(@initDuration) as cold,"
                            + " max(@memorySize) as memory, count_distinct(@logStream) as streams");

            assertThat(rows).containsExactly(Map.of("n", "5", "cold", "1", "memory", "512000000", "streams", "1"));
        }
    }

    private static List<Map<String, String>> query(TargetUnderTest target, long start, String text) {
        String id = target.logs
                .startQuery(b -> b.logGroupName("/aws/lambda/sample")
                        .startTime(start)
                        .endTime(Instant.now().getEpochSecond())
                        .queryString(text))
                .queryId();
        Waiting.until(() -> results(target, id).status() == QueryStatus.COMPLETE);
        return results(target, id).results().stream()
                .map(row -> row.stream().collect(Collectors.toMap(ResultField::field, ResultField::value)))
                .toList();
    }

    private static GetQueryResultsResponse results(TargetUnderTest target, String id) {
        return target.logs.getQueryResults(b -> b.queryId(id));
    }
}
