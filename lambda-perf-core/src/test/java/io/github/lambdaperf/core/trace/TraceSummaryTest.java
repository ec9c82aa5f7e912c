package io.github.lambdaperf.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceSummaryTest {
    private static final String ID = "1-5759e988-bd862e3fe1be46a994272793";

    /** In the form of the segment documents of the X-Ray developer guide. */
    @Test
    void splitsAnInvocationIntoPhasesAndCalls() {
        String service = "{\"id\":\"a\",\"name\":\"orders\",\"origin\":\"AWS::Lambda\",\"start_time\":100.0,"
                + "\"end_time\":101.5}";
        String function = """
                {"id": "b", "name": "orders", "origin": "AWS::Lambda::Function",
                 "start_time": 100.1, "end_time": 101.6, "subsegments": [
                   {"name": "Initialization", "start_time": 100.1, "end_time": 100.5},
                   {"name": "Invocation", "start_time": 100.5, "end_time": 101.5, "subsegments": [
                     {"name": "## handleRequest", "start_time": 100.5, "end_time": 101.5, "subsegments": [
                       {"name": "DynamoDB", "namespace": "aws", "start_time": 100.6, "end_time": 100.7},
                       {"name": "DynamoDB", "namespace": "aws", "start_time": 100.8, "end_time": 101.0},
                       {"name": "api.example.com", "namespace": "remote", "start_time": 101.0, "end_time": 101.4,
                        "fault": true}]}]},
                   {"name": "Overhead", "start_time": 101.5, "end_time": 101.55}]}""";

        TraceSummary summary = TraceSummary.of(ID, List.of(service, function, "no json"));

        assertThat(summary.totalMs()).isCloseTo(1600, within(0.01));
        assertThat(summary.initMs()).isCloseTo(400, within(0.01));
        assertThat(summary.invocationMs()).isCloseTo(1000, within(0.01));
        assertThat(summary.overheadMs()).isCloseTo(50, within(0.01));
        assertThat(summary.downstreamText()).isEqualTo("api.example.com 1 x, 400.0 ms; DynamoDB 2 x, 300.0 ms");
        assertThat(summary.failed()).isTrue();
    }

    @Test
    void bearsAnUnfinishedTrace() {
        TraceSummary summary = TraceSummary.of(ID, List.of("{\"in_progress\":true,\"start_time\":5}"));

        assertThat(summary.totalMs()).isZero();
        assertThat(summary.downstreamText()).isEmpty();
        assertThat(summary.failed()).isFalse();
    }

    @Test
    void takesIdsOfSampledTracesOnly() {
        assertThat(TraceIds.sampled("Root=" + ID + ";Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a:0"))
                .isEqualTo(ID);
        assertThat(TraceIds.sampled("root=" + ID + ";sampled=1")).isEqualTo(ID);
        assertThat(TraceIds.sampled("Root=" + ID + ";Sampled=0")).isNull();
        assertThat(TraceIds.sampled("Root=" + ID)).isNull();
        assertThat(TraceIds.sampled("Sampled=1")).isNull();
        assertThat(TraceIds.sampled(null)).isNull();
    }
}
