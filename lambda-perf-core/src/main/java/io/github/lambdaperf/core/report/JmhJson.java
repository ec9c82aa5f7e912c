package io.github.lambdaperf.core.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.JudgedMetric;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code jmh-result.json}: JMH's result format, for the tools that read it. One benchmark for each judged duration
 * ({@code avgt}, {@code ms/op}), in a class of its scenario, and one for the throughput of each scenario ({@code thrpt},
 * {@code ops/s}), in a class of all of them: readers draw a class as one chart with one unit. Numbers are always numbers,
 * parameters are always there, and every score unit is one of JMH's, because readers insist on it.
 */
final class JmhJson implements ReportWriter {
    static final String FILE = "jmh-result.json";

    /** Two-sided 99.9 %, JMH's level, of the normal distribution. */
    private static final double Z_999 = 3.2905;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void write(ReportInput input, Path directory) {
        RunDirectory.writeAtomically(directory.resolve(FILE), text(input));
    }

    static String text(ReportInput input) {
        ArrayNode benchmarks = JSON.createArrayNode();
        Set<String> taken = new HashSet<>();
        for (ScenarioRecord scenario : input.run().scenarios()) {
            String part = part(scenario.name(), taken);
            scenario.judged().forEach((name, metric) -> {
                if (metric.unit().equals("ms") && Double.isFinite(metric.value())) {
                    addDuration(
                            benchmarks.addObject(), input, scenario, part + "." + name.replace('.', '_'), name, metric);
                }
            });
            Double rate = Figures.of(
                    scenario,
                    (scenario.delivery() == null ? Metric.INVOCATIONS : Metric.MESSAGES_DELIVERED).label(),
                    "rate");
            if (rate != null && Double.isFinite(rate)) {
                ObjectNode benchmark = benchmarks.addObject();
                addHead(benchmark, input, scenario, "scenarios.throughput." + part, "thrpt");
                addScore(benchmark, rate, 0, "ops/s", List.of());
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(benchmarks) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report must be writable as JSON", e);
        }
    }

    /** The scenario as part of a name: readers split names at dots, and methods at blanks; no two are the same. */
    private static String part(String scenario, Set<String> taken) {
        String plain = scenario.replaceAll("[.\\s]", "_");
        String part = plain;
        for (int i = 2; !taken.add(part); i++) {
            part = plain + "_" + i;
        }
        return part;
    }

    private static void addDuration(
            ObjectNode benchmark,
            ReportInput input,
            ScenarioRecord scenario,
            String benchmarkName,
            String name,
            JudgedMetric metric) {
        addHead(benchmark, input, scenario, benchmarkName, "avgt");
        addScore(
                benchmark,
                metric.value(),
                Double.isFinite(metric.se()) ? metric.value() * metric.se() * Z_999 : 0,
                "ms/op",
                input.percentiles().getOrDefault(scenario.name() + "/" + population(name), List.of()));
    }

    private static String population(String metric) {
        if (metric.startsWith("client.warm.")) {
            return "warm";
        } else if (metric.startsWith("client.cold.")) {
            return "cold";
        }
        return metric.startsWith("server.") ? "server" : "none";
    }

    private static void addHead(
            ObjectNode benchmark, ReportInput input, ScenarioRecord scenario, String name, String mode) {
        var environment = input.run().environment();
        benchmark
                .put("jmhVersion", "lambda-perf " + input.productVersion())
                .put("benchmark", "lambdaperf." + name)
                .put("mode", mode)
                .put("threads", 1)
                .put("forks", 1)
                .put("jvm", environment.runtime())
                .put("jdkVersion", environment.runtime())
                .put("vmName", environment.target())
                .put("vmVersion", environment.architecture());
        benchmark.putArray("jvmArgs");
        String time = Figures.duration(scenario.durationMs());
        benchmark
                .put("warmupIterations", 0)
                .put("warmupTime", "0 s")
                .put("warmupBatchSize", 1)
                .put("measurementIterations", 1)
                .put("measurementTime", time)
                .put("measurementBatchSize", 1);
        benchmark.putObject("params").put("memoryMb", Integer.toString(environment.memoryMb()));
    }

    private static void addScore(
            ObjectNode benchmark, double score, double error, String unit, List<PercentilePoint> percentiles) {
        ObjectNode metric = benchmark.putObject("primaryMetric");
        metric.put("score", score).put("scoreError", error);
        metric.putArray("scoreConfidence").add(score - error).add(score + error);
        ObjectNode points = metric.putObject("scorePercentiles");
        percentiles.forEach(point -> points.put(Double.toString(point.percentile()), point.valueMs()));
        if (percentiles.isEmpty()) {
            points.put("50.0", score);
        }
        metric.put("scoreUnit", unit);
        metric.putArray("rawData").addArray().add(score);
        benchmark.putObject("secondaryMetrics");
    }
}
