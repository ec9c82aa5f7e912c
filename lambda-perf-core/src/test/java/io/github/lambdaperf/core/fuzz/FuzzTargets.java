package io.github.lambdaperf.core.fuzz;

import io.github.lambdaperf.core.baseline.BaselineFuzz;
import io.github.lambdaperf.core.invoke.AnswersFuzz;
import io.github.lambdaperf.core.invoke.PlainAnswerLaw;
import io.github.lambdaperf.core.load.SamplesFuzz;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is given bad input: by the fuzzer ({@code mvn -Pfuzz verify}), which calls the two static methods here, and by
 * {@link KeptInputsTest} with the inputs in {@code src/test/resources/fuzz/<target>}. A target throws what is a fault of the
 * product, and nothing where bad input is refused as documented.
 */
public final class FuzzTargets {
    private static Consumer<byte[]> chosen;

    private FuzzTargets() {}

    /** The targets by name. */
    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("alarms-file", FileFuzz::alarms);
        targets.put("answers", AnswersFuzz::read);
        targets.put("baseline", BaselineFuzz::read);
        targets.put("check", text(ExpressionFuzz::check));
        targets.put("feeder", FileFuzz::feeder);
        targets.put("histogram-log", FileFuzz::histograms);
        targets.put("payload-template", text(ExpressionFuzz::payload));
        targets.put("plain-answer", PlainAnswerLaw::holds);
        targets.put("report-line", text(ReportLineFuzz::read));
        targets.put("run-record", FileFuzz::runRecord);
        targets.put("scenario-file", FileFuzz::scenario);
        targets.put("shard-archive", SamplesFuzz::archive);
        targets.put("shard-samples", SamplesFuzz::samples);
        targets.put("template-file", FileFuzz::template);
        targets.put("threshold", text(ExpressionFuzz::threshold));
        targets.put("timeline", FileFuzz::timeline);
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
