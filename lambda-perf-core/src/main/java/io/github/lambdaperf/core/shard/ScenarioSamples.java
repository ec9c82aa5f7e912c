package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.metric.BlockSamples;
import io.github.lambdaperf.core.metric.SinkSamples;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a shard measured of a scenario beyond its record: all that is needed to add it up with other shards.
 *
 * @param schema {@value #SCHEMA}
 * @param start of the scenario on this shard
 * @param seconds from there to its last answer
 * @param maxMemoryMb largest of the reports seen
 * @param bytesSent on the wire
 * @param bytesReceived on the wire
 * @param metrics by name, submetrics among them
 * @param blocks by population or sum
 * @param timeline by second from the start
 */
public record ScenarioSamples(
        String schema,
        Instant start,
        double seconds,
        double maxMemoryMb,
        long bytesSent,
        long bytesReceived,
        SortedMap<String, SinkSamples> metrics,
        SortedMap<String, BlockSamples> blocks,
        List<Second> timeline) {
    /** Version of the format. */
    public static final String SCHEMA = "lambda-perf-samples/1";

    /**
     * One second.
     *
     * @param wantedRate arrivals that the schedule asked for; null: no schedule
     * @param started iterations started
     * @param completed answers
     * @param inFlight most at once
     * @param errors failed, throttles left out
     * @param throttles refused for want of concurrency or rate
     * @param coldStarts seen in reports
     * @param dropped arrivals that found no free VU
     * @param durations histogram of the answers' times in microseconds; null: none
     */
    public record Second(
            Double wantedRate,
            long started,
            long completed,
            int inFlight,
            long errors,
            long throttles,
            long coldStarts,
            long dropped,
            byte[] durations) {}

    public ScenarioSamples {
        metrics = new TreeMap<>(metrics);
        blocks = new TreeMap<>(blocks);
        timeline = List.copyOf(timeline);
    }
}
