package io.github.lambdaperf.benchmarks.truth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** When each request of a run came to the server and left it, nanoseconds, in the order of their coming. */
final class ServerLog {
    private final long[] arrivals;
    private final long[] departures;
    private final double period;
    private final double start;

    /** @param rate that was asked for, requests per second */
    private ServerLog(long[] arrivals, long[] departures, double rate) {
        this.arrivals = arrivals;
        this.departures = departures;
        this.period = 1e9 / rate;
        double[] offsets = new double[arrivals.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = arrivals[i] - i * period;
        }
        Arrays.sort(offsets);
        // a constant lateness, such as the kernel's timer slack, moves the schedule and bends nothing
        this.start = offsets.length == 0 ? 0 : offsets[offsets.length / 10];
    }

    /** Reads the log of a run, and lets the server begin a new one. */
    static ServerLog read(String endpoint, double rate) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint + "/log")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String[] lines = text.isEmpty() ? new String[0] : text.split("\n");
        long[] arrivals = new long[lines.length];
        long[] departures = new long[lines.length];
        for (int i = 0; i < lines.length; i++) {
            int tab = lines[i].indexOf('\t');
            arrivals[i] = Long.parseLong(lines[i].substring(0, tab));
            departures[i] = Long.parseLong(lines[i].substring(tab + 1));
        }
        return new ServerLog(arrivals, departures, rate);
    }

    int count() {
        return arrivals.length;
    }

    /** From the intended start to the answer, milliseconds, ascending. */
    double[] latencies() {
        double[] latencies = new double[arrivals.length];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = Math.max(0, departures[i] - start - i * period) / 1e6;
        }
        Arrays.sort(latencies);
        return latencies;
    }

    /** How far arrivals are from the schedule, microseconds, ascending. @param fromSeconds what was due before counts not */
    double[] deviations(double fromSeconds) {
        int first = (int) Math.min(arrivals.length, fromSeconds * 1e9 / period);
        double[] deviations = new double[arrivals.length - first];
        for (int i = first; i < arrivals.length; i++) {
            deviations[i - first] = Math.abs(arrivals[i] - start - i * period) / 1e3;
        }
        Arrays.sort(deviations);
        return deviations;
    }

    /** @param sorted ascending @param percentile 0 to 100 */
    static double percentile(double[] sorted, double percentile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percentile / 100 * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }
}
