package io.github.lambdaperf.local.fuzz;

import io.github.lambdaperf.local.api.ProxyAnswersFuzz;
import io.github.lambdaperf.local.http.HttpBytesFuzz;
import io.github.lambdaperf.local.insights.InsightsFuzz;
import io.github.lambdaperf.local.runtime.RuntimeClientFuzz;
import io.github.lambdaperf.local.sources.SourcesFuzz;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is given bad input: by the fuzzer ({@code mvn -Pfuzz verify}), which calls the two static methods here, and by
 * {@link KeptInputsTest} with the inputs in {@code src/test/resources/fuzz/<target>}. A target throws what is a fault of the
 * product, and nothing where bad input is refused as AWS does.
 */
public final class FuzzTargets {
    private static Consumer<byte[]> chosen;

    private FuzzTargets() {}

    /** The targets by name. */
    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("alarm-rule", text(MetricsFuzz::alarmRule));
        targets.put("batch-response", SourcesFuzz::batchResponse);
        targets.put("cloudwatch-wire", WireFuzz::cloudWatch);
        targets.put("embedded-metrics", text(MetricsFuzz::embedded));
        targets.put("event-pattern", text(SourcesFuzz::eventPattern));
        targets.put("http-bytes", HttpBytesFuzz::read);
        targets.put("insights-query", text(InsightsFuzz::query));
        targets.put("lambda-wire", WireFuzz::everything);
        targets.put("logs-wire", WireFuzz::logs);
        targets.put("metric-math", text(MetricsFuzz::math));
        targets.put("proxy-answer", ProxyAnswersFuzz::read);
        targets.put("runtime-client", RuntimeClientFuzz::read);
        targets.put("sources-wire", WireFuzz::everything);
        return targets;
    }

    private static Consumer<byte[]> text(Consumer<String> target) {
        return input -> target.accept(new String(input, StandardCharsets.UTF_8));
    }

    /** Called by the fuzzer at its start; the argument is the target's name. */
    public static void fuzzerInitialize(String[] args) {
        chosen = all().get(args[0]);
    }

    /** Called by the fuzzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        chosen.accept(input);
    }
}
