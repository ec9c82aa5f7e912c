package io.github.lambdaperf.benchmarks.truth;

import io.github.lambdaperf.core.load.CappedLoad;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the product reports of a run, beside what a {@link StallingServer} saw.
 *
 * <p>Arguments: endpoint of the server, requests per second, seconds, connections at most. Prints a line for what was
 * reported, one for what was so, and one for how far arrivals were from the schedule.
 */
public final class TruthfulLoad {
    private static final List<String> PERCENTILES = List.of("med", "p(90)", "p(95)", "p(99)", "max");
    private static final Map<String, Double> RANKS =
            Map.of("med", 50.0, "p(90)", 90.0, "p(95)", 95.0, "p(99)", 99.0, "max", 100.0);

    /** As many as Hyperfoil is given, for a second of silence at 500 requests a second and more. */
    private static final int PRE_OPENED = 1000;

    private TruthfulLoad() {}

    /** Runs. */
    public static void main(String[] args) throws IOException, InterruptedException {
        URI endpoint = URI.create(args[0]);
        if (!List.of("127.0.0.1", "localhost", "[::1]").contains(endpoint.getHost())) {
            throw new IllegalArgumentException("only this machine is loaded, not " + endpoint.getHost());
        }
        double rate = Double.parseDouble(args[1]);
        int connections = Integer.parseInt(args[3]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SortedMap<String, MetricRecord> reported =
                CappedLoad.run(endpoint, scenario(args[1], args[2], Math.min(PRE_OPENED, connections)), connections);
        ServerLog log = ServerLog.read(args[0], rate);
        Map<String, Double> duration = reported.get("invocation_duration").values();
        double[] truth = log.latencies();
        print(out, "reported", name -> duration.get(name));
        truth(out, truth);
        print(out, "off by %", name -> {
            double so = ServerLog.percentile(truth, RANKS.get(name));
            return 100 * (duration.get(name) - so) / so;
        });
        deviations(out, "all", log.deviations(0));
        deviations(out, "after 2 s", log.deviations(2));
        out.println("arrived " + log.count() + ", reported "
                + reported.get("invocation_duration").count() + ", send_lag p99 "
                + String.format(
                        Locale.ROOT, "%.2f", reported.get("send_lag").values().get("p(99)"))
                + " ms, most VUs at once "
                + Math.round(reported.get("vus_max").values().get("value")));
    }

    private static Scenario scenario(String rate, String seconds, int connections) throws IOException {
        Path directory = Files.createTempDirectory("truth");
        try {
            Path file = Files.writeString(
                    directory.resolve("truth.yaml"),
                    "scenarios:\n  all:\n    executor: constant-arrival-rate\n    rate: " + rate + "\n    duration: "
                            + seconds + "s\n    preAllocatedVUs: " + connections
                            + "\n    maxVUs: 12000\npayload: { order: \"o-${iteration}\", amount: 12.5, currency: EUR }\n"
                            + "checks: { ok: status == 200 }\n");
            return ScenarioFiles.reader().read(file);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private interface Figure {
        double of(String percentile);
    }

    private static void print(PrintStream out, String label, Figure figure) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-10s", label));
        for (String name : PERCENTILES) {
            line.append(String.format(Locale.ROOT, " %s=%.2f", name, figure.of(name)));
        }
        out.println(line);
    }

    /** @param latencies milliseconds, ascending */
    static void truth(PrintStream out, double[] latencies) {
        print(out, "truth", name -> ServerLog.percentile(latencies, RANKS.get(name)));
    }

    static void deviations(PrintStream out, String label, double[] micros) {
        out.printf(
                Locale.ROOT,
                "arrivals, %s: p50=%.0f p90=%.0f p99=%.0f p99.9=%.0f max=%.0f us off the schedule%n",
                label,
                ServerLog.percentile(micros, 50),
                ServerLog.percentile(micros, 90),
                ServerLog.percentile(micros, 99),
                ServerLog.percentile(micros, 99.9),
                ServerLog.percentile(micros, 100));
    }
}
