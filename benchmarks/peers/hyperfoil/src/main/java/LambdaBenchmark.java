import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalBenchmarkData;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Unsigned Invoke requests; properties {@code peer.url}, {@code peer.seconds}, {@code peer.connections}, and {@code
 * peer.rate} for arrivals on a schedule, else users back to back. Prints percentiles in milliseconds.
 */
public class LambdaBenchmark {
    private static final double[] PERCENTILES = {50, 90, 95, 99};

    public static void main(String[] args) throws Exception {
        String rate = System.getProperty("peer.rate");
        String connections = System.getProperty("peer.connections");
        String phase = rate == null
                ? "always:\n      users: " + connections
                : "constantRate:\n      usersPerSec: " + rate + "\n      maxSessions: 10000";
        String text = "name: peer\nthreads: 1\nhttp:\n  host: " + System.getProperty("peer.url")
                + "\n  sharedConnections: " + connections + "\nphases:\n- load:\n    " + phase + "\n      duration: "
                + System.getProperty("peer.seconds") + "s\n      maxDuration: " + (Integer.getInteger("peer.seconds") + 20)
                + "s\n      scenario:\n      - invoke:\n        - httpRequest:\n"
                + "            POST: /2015-03-31/functions/f/invocations\n            headers:\n"
                + "            - content-type: application/json\n            - x-amz-log-type: Tail\n"
                + "            body: '{\"order\":\"o-1\",\"amount\":12.5,\"currency\":\"EUR\"}'\n";
        Benchmark benchmark = BenchmarkParser.instance()
                .buildBenchmark(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new LocalBenchmarkData(null),
                        Map.of());
        StatisticsSnapshot all = new StatisticsSnapshot();
        new LocalSimulationRunner(
                        benchmark, (one, stepId, metric, snapshot, count) -> all.add(snapshot), null, null)
                .run();
        StringBuilder line = new StringBuilder("reported");
        for (double percentile : PERCENTILES) {
            line.append(" p").append((int) percentile).append('=').append(all.histogram.getValueAtPercentile(percentile) / 1e6);
        }
        System.out.println(line + " max=" + all.histogram.getMaxValue() / 1e6 + " requests=" + all.requestCount);
        System.exit(0);
    }
}
