package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.AnalysisRecord;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.CheckRecord;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.record.GeneratorHealth;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.ThresholdRecord;
import io.github.lambdaperf.core.record.TimelinePoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of two scenarios, one of which got slower; as a program it writes all reports of it. */
public final class SampleReport {
    static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    private SampleReport() {}

    /** @param args the directory to write into */
    public static void main(String[] args) {
        Reports.write(regressed(), Path.of(args[0]));
    }

    static ReportInput regressed() {
        Map<String, List<TimelinePoint>> timelines = new LinkedHashMap<>();
        timelines.put("create-order", timeline(60, 20, 60, 46, 81, true));
        timelines.put("get-order", timeline(60, Double.NaN, 110, 9, 16, false));
        return new ReportInput(run(), judgement(), timelines, percentiles(), advice(), Map.of(), "1.2.0");
    }

    /** The run that is reported. */
    public static RunRecord run() {
        return new RunRecord(
                RunRecord.SCHEMA,
                "20261120T093000.000Z",
                START,
                START.plusSeconds(121),
                RunRecord.Status.COMPLETE,
                List.of(),
                "lambda-perf 1.2.0",
                "9d1e4c2",
                new Environment("aws", "eu-central-1", "arm64", 512, "java21", "Zip", false, 0, ""),
                new FunctionRecord(
                        "orders",
                        "arn:aws:lambda:eu-central-1:111122223333:function:orders:42",
                        "42",
                        "com.example.orders.OrderHandler",
                        "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
                        "java:21.v38",
                        "/aws/lambda/orders",
                        "JSON",
                        15_000,
                        512),
                new GeneratorHealth(0.04, 1.2, 6.8, 0.21, 38, 11.0, 0.03, List.of("netty"), 0, true, null),
                List.of("Prices are on-demand prices without free tier"),
                List.of(createOrder(), getOrder()),
                null,
                null);
    }

    private static ScenarioRecord createOrder() {
        return new SampleScenario("create-order", "ramping-arrival-rate 20/s -> 60/s in 1m", 60_412)
                .trend("invocation_duration", "client", 2_400, 33.1, 46.4, 53.9, 71.2, 82.6, 121.4, 1_102, 1_406)
                .trend("invocation_duration{start:warm}", "client", 2_392, 33.1, 46.0, 48.8, 70.4, 81.2, 108, 164, 171)
                .trend("invocation_duration{start:cold}", "client", 8, 612, 741, 798, 1_060, 1_190, 1_380, 1_406, 1_406)
                .trend("invocation_service_time", "client", 2_400, 32.9, 46.1, 53.5, 70.9, 82.1, 120.7, 1_100, 1_405)
                .trend("server_duration", "tail", 2_400, 21.4, 33.2, 36.1, 55.8, 64.9, 92.3, 201, 288)
                .trend("billed_duration", "tail", 2_400, 22, 34, 41.5, 57, 67, 612, 1_180, 1_217)
                .trend("init_duration", "tail", 8, 488, 566, 594, 811, 868, 921, 930, 930)
                .memory(2_400, 118, 142, 139.6, 151, 163)
                .counts(2_400, 39.7, 6, 2, 8, 0)
                .check(new CheckRecord("has an order id", 2_394, 6))
                .check(new CheckRecord("total is right", 2_400, 0))
                .threshold(
                        new ThresholdRecord("invocation_duration", "p(95)<75", 82.6, false, "82.6 is not < 75", false))
                .threshold(new ThresholdRecord("invocation_success", "rate>0.99", 0.9975, true, null, false))
                .threshold(new ThresholdRecord("init_duration", "max<2500", 930.0, true, null, false))
                .threshold(new ThresholdRecord("cost_per_million", "value<4.00", 0.47, true, null, false))
                .judged("client.warm.p50", 46.0, 0.0117, 2_392)
                .judged("client.warm.p95", 81.2, 0.0241, 2_392)
                .judged("server.warm.p50", 33.2, 0.0125, 2_392)
                .insufficient("init.p50", 566, 0.0410, 8)
                .error(new ErrorRecord(
                        "function_error",
                        "java.lang.IllegalStateException",
                        null,
                        "no stock for item <42> & \"spare\"",
                        4,
                        "5f3c1c1e-7a35-4f1b-9d1c-0f0f6c1d2a11"))
                .error(new ErrorRecord(
                        "throttled", null, "ReservedFunctionConcurrentInvocationLimitExceeded", null, 2, null))
                .slow(
                        31_200,
                        1_406,
                        288.0,
                        930.0,
                        "0b7f2a52-1a0e-4c58-8f5d-6a4b8d9f7c31",
                        "1-673daa38-5f84716a0b7f2a521a0e4c58")
                .slow(
                        2_050,
                        1_190,
                        201.3,
                        868.4,
                        "77a1e3f0-93d4-4bd1-a6c9-1f2e3d4c5b6a",
                        "1-673daa1a-77a1e3f093d44bd1a6c91f2e")
                .slow(44_800, 171.2, 148.6, null, "c4d5e6f7-0812-4a3b-9c4d-5e6f70812345", null)
                .cost("0.0003413", "0.0007885", "0.0011298", "0.4707500")
                .analysis(new AnalysisRecord(
                        true,
                        2_400,
                        2_400,
                        1_482_240,
                        List.of(
                                new QueryRecord(
                                        "cold-start-rate",
                                        "Cold starts",
                                        "filter @type = \"REPORT\"\n| stats count(@initDuration) as coldStarts by bin(1m)",
                                        List.of("invocations", "coldStarts", "coldStartPct", "avgInitMs", "maxInitMs"),
                                        List.of(row(
                                                "invocations", "2400",
                                                "coldStarts", "8",
                                                "coldStartPct", "0.33",
                                                "avgInitMs", "594.1",
                                                "maxInitMs", "930.2")),
                                        null),
                                new QueryRecord(
                                        "error-messages",
                                        "Error messages, grouped",
                                        "filter level = \"ERROR\" | stats count(*) as n by message",
                                        List.of("message", "n"),
                                        List.of(row("message", "no stock for item <42>", "n", "4")),
                                        null),
                                new QueryRecord(
                                        "timeouts",
                                        "Timeouts",
                                        "filter @message like /Task timed out/",
                                        List.of("timedOutRequests"),
                                        List.of(),
                                        null)),
                        List.of("logs of 2 minutes were read")))
                .build();
    }

    private static ScenarioRecord getOrder() {
        return new SampleScenario("get-order", "constant-vus 10 VUs for 1m", 60_020)
                .trend("invocation_duration", "client", 6_612, 5.1, 9.02, 9.84, 13.9, 16.2, 24.8, 412, 655)
                .trend(
                        "invocation_duration{start:warm}",
                        "client",
                        6_602,
                        5.1,
                        9.01,
                        9.41,
                        13.8,
                        16.1,
                        22.3,
                        31.4,
                        38.2)
                .trend("server_duration", "tail", 6_612, 1.02, 2.11, 2.4, 3.9, 5.02, 8.8, 61.2, 74)
                .memory(6_612, 104, 110, 110.4, 112, 114)
                .counts(6_612, 110.2, 0, 0, 10, 0)
                .check(new CheckRecord("is found", 6_612, 0))
                .threshold(new ThresholdRecord("invocation_duration", "p(95)<50", 16.2, true, null, false))
                .judged("client.warm.p50", 9.01, 0.0091, 6_602)
                .judged("client.warm.p95", 16.1, 0.0184, 6_602)
                .cost("0.0013224", "0.0001102", "0.0014326", "0.2166667")
                .build();
    }

    static Judgement judgement() {
        VerdictRow p50 = row(
                "create-order",
                "client.warm.p50",
                "ms",
                41.2,
                46.0,
                1.1165,
                1.049,
                1.188,
                "regressed",
                true,
                null,
                0.09);
        VerdictRow p95 = row(
                "create-order",
                "client.warm.p95",
                "ms",
                63.0,
                81.2,
                1.2889,
                1.181,
                1.406,
                "regressed",
                true,
                null,
                0.12);
        List<VerdictRow> rows = List.of(
                p50,
                p95,
                row(
                        "create-order",
                        "client.warm.p99",
                        "ms",
                        98.0,
                        108,
                        1.102,
                        0.93,
                        1.31,
                        "inconclusive",
                        true,
                        "could be up to +30.6 %; 2 more runs like these would settle it",
                        0.24),
                row(
                        "create-order",
                        "client.cold.p50",
                        "ms",
                        760.0,
                        741,
                        0.975,
                        0.86,
                        1.10,
                        "unchanged",
                        false,
                        null,
                        0.18),
                row(
                        "create-order",
                        "server.warm.p50",
                        "ms",
                        28.9,
                        33.2,
                        1.1488,
                        1.07,
                        1.23,
                        "waived",
                        true,
                        "accepted up to +20.0 % until 2027-01-31: signed totals are worth it",
                        0.1),
                row(
                        "create-order",
                        "init.p50",
                        "ms",
                        559.0,
                        566,
                        null,
                        null,
                        null,
                        "insufficient",
                        false,
                        "too few cold starts in the baseline (shown, not gated)",
                        null),
                row("create-order", "memory.max", "MB", 160.0, 163, 1.019, 0.99, 1.05, "unchanged", true, null, 0.04),
                row("create-order", "errors", "%", 0.05, 0.1667, null, null, null, "unchanged", true, null, null),
                row("get-order", "client.warm.p50", "ms", 9.2, 9.01, 0.979, 0.94, 1.02, "unchanged", true, null, 0.06),
                row("get-order", "client.warm.p95", "ms", 19.4, 16.1, 0.83, 0.78, 0.884, "improved", true, null, 0.08),
                row("get-order", "memory.max", "MB", 114.0, 114, 1.0, 0.98, 1.02, "unchanged", true, null, 0.04));
        return new Judgement(
                "failed",
                rows,
                List.of(
                        "create-order: the threshold invocation_duration: p(95)<75 does not hold, it is 82.6 ms",
                        FailureMessage.sentence(p50, 5, 2),
                        FailureMessage.sentence(p95, 5, 2)),
                List.of("create-order: client.warm.p99 is inconclusive, could be up to +30.6 %; 2 more runs like these"
                        + " would settle it"),
                List.of("get-order: client.warm.p95 improved in two runs: mvn -Pperf perf:baseline would keep it"),
                Map.of(
                        "create-order", "src/perf/baseline/create-order/aws-eu-central-1-arm64-512mb-java21.json",
                        "get-order", "src/perf/baseline/get-order/aws-eu-central-1-arm64-512mb-java21.json"));
    }

    private static VerdictRow row(
            String scenario,
            String metric,
            String unit,
            Double baseline,
            double now,
            Double ratio,
            Double low,
            Double high,
            String verdict,
            boolean gated,
            String reason,
            Double mde) {
        boolean fails = gated && verdict.equals("regressed");
        return new VerdictRow(
                scenario, metric, unit, baseline, now, ratio, low, high, verdict, gated, fails, reason, mde);
    }

    private static Map<String, String> row(String... columnsAndValues) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put(columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return row;
    }

    private static List<AdviceRow> advice() {
        return List.of(
                new AdviceRow(
                        "create-order",
                        "Turn SnapStart on",
                        "8 cold starts (0.3 % of the invocations), init 594 ms on average, 930 ms at most",
                        "up to 594 ms of each cold start, less the restore; no surcharge for Java"),
                new AdviceRow(
                        "create-order",
                        "Try 256 MB of memory with perf:tune",
                        "at most 163 of 512 MB used (32 %)",
                        "50 % of the duration charge, 0.16 USD per million invocations, if the duration stays;"
                                + " the CPU share falls with the memory"));
    }

    private static Map<String, List<PercentilePoint>> percentiles() {
        return Map.of(
                "create-order/all", curve(33.1, 46.4, 55, 71.2, 82.6, 121.4, 612, 1_102, 1_406),
                "create-order/warm", curve(33.1, 46.0, 54.6, 70.4, 81.2, 108, 131, 164, 171),
                "create-order/cold", curve(612, 741, 902, 1_060, 1_190),
                "create-order/server", curve(21.4, 33.2, 41, 55.6, 64.2, 88.3, 104, 131, 149),
                "get-order/warm", curve(5.1, 9.01, 10.9, 13.8, 16.1, 22.3, 26.6, 31.4, 38.2),
                "get-order/server", curve(1.02, 2.11, 2.7, 3.9, 5.02, 8.1, 9.9, 14.2, 18.8));
    }

    /** Values at 0, 50, 75, 90, 95, 99, 99.5, 99.9 and 100 %, as many as there are. */
    private static List<PercentilePoint> curve(double... values) {
        double[] percentiles = {0, 50, 75, 90, 95, 99, 99.5, 99.9, 100};
        List<PercentilePoint> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new PercentilePoint(percentiles[i], values[i]));
        }
        return points;
    }

    private static List<TimelinePoint> timeline(
            int seconds, double fromRate, double toRate, double p50, double p95, boolean trouble) {
        List<TimelinePoint> points = new ArrayList<>();
        long noise = 20_261_120;
        for (int second = 0; second < seconds; second++) {
            noise = (noise * 1_103_515_245L + 12_345) % 2_147_483_648L;
            double jitter = noise / 2_147_483_648.0 - 0.5;
            double wanted = Double.isNaN(fromRate) ? Double.NaN : fromRate + (toRate - fromRate) * second / seconds;
            double rate = Double.isNaN(wanted) ? toRate * (1 + jitter * 0.12) : wanted;
            boolean cold = second < 3 || trouble && second % 17 == 14;
            boolean stall = trouble && second >= 38 && second <= 40;
            long started = Math.round(rate);
            long completed = Math.max(0, Math.round(rate * (1 + jitter * 0.06)) - (stall ? 9 : 0));
            points.add(new TimelinePoint(
                    second,
                    wanted,
                    started,
                    completed,
                    (int) Math.ceil(rate * p50 / 1_000 * (cold ? 4 : 1.4)) + (stall ? 9 : 0),
                    Math.round(p50 * (1 + jitter * 0.2 + (stall ? 0.5 : 0)) * 100) / 100.0,
                    Math.round(p95 * (1 + jitter * 0.35 + (cold ? 1.6 : 0) + (stall ? 0.9 : 0)) * 100) / 100.0,
                    trouble && (stall || second == 52) ? 1 : 0,
                    stall && second > 38 ? 1 : 0,
                    cold ? trouble ? 3 : 4 : 0,
                    0));
        }
        return points;
    }
}
