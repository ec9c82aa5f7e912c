package io.github.lambdaperf.benchmarks.truth;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a {@link StallingServer} saw of the run of another load generator.
 *
 * <p>Arguments: endpoint of the server, requests per second.
 */
public final class PeerTruth {
    private PeerTruth() {}

    /** Runs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ServerLog log = ServerLog.read(args[0], Double.parseDouble(args[1]));
        TruthfulLoad.truth(out, log.latencies());
        TruthfulLoad.deviations(out, "all", log.deviations(0));
        TruthfulLoad.deviations(out, "after 2 s", log.deviations(2));
        out.println("arrived " + log.count());
    }
}
