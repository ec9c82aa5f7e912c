package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.record.CustomMetric;
import io.github.lambdaperf.core.record.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code metrics:} and {@code publish:}. */
final class MetricReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern STATISTIC =
            Pattern.compile("SampleCount|Average|Sum|Minimum|Maximum|IQM|(?:p|tm|wm|tc|ts)\\d{1,2}(?:\\.\\d+)?|p100"
                    + "|(?:PR|TM|TC|TS|WM)\\([\\d.%]*:[\\d.%]*\\)");
    private static final int MOST_DIMENSIONS = 30;

    private final Section top;

    MetricReader(Section top) {
        this.top = top;
    }

    /** @param taken names that are metrics already */
    List<CustomMetric> metrics(Set<String> taken) {
        List<CustomMetric> metrics = new ArrayList<>();
        if (!top.has("metrics")) {
            return metrics;
        }
        Section section = top.section("metrics");
        for (String name : section.entries().keySet()) {
            if (!NAME.matcher(name).matches() || taken.contains(name)) {
                String why = taken.contains(name) ? "is a metric already" : "must be of small letters, digits and _";
                section.problems().add(section.keyPlace(name), "the metric's name '" + name + "' " + why, null, null);
                continue;
            }
            metrics.add(metric(name, section.section(name).allow(Keys.METRIC)));
        }
        return metrics;
    }

    private CustomMetric metric(String name, Section section) {
        section.require("namespace", "CloudWatch's namespace of the metric");
        section.require("metric", "its name there");
        section.require("statistic", "such as Sum, Average, Maximum or p99");
        String statistic = section.text("statistic", "Sum");
        if (!STATISTIC.matcher(statistic).matches()) {
            section.wrong(
                    "statistic", "CloudWatch's SampleCount, Average, Sum, Minimum, Maximum, p99, tm99, IQM, PR(:300)");
        }
        return new CustomMetric(
                name,
                section.text("namespace", null),
                section.text("metric", null),
                statistic,
                new TreeMap<>(dimensions(section)),
                section.text("unit", null));
    }

    private static java.util.Map<String, String> dimensions(Section section) {
        var dimensions = section.texts("dimensions");
        if (dimensions.size() > MOST_DIMENSIONS) {
            section.wrong("dimensions", "at most " + MOST_DIMENSIONS);
        }
        return dimensions;
    }

    /** Null where nothing is published. */
    Publication publication() {
        if (!top.has("publish")) {
            return null;
        }
        Section section = top.section("publish").allow(Keys.PUBLISH);
        section.require("namespace", "CloudWatch's namespace for the results");
        String namespace = section.text("namespace", "LambdaPerf");
        if (namespace.startsWith("AWS/")) {
            section.wrong("namespace", "a namespace that does not begin with AWS/, which is kept for AWS's own");
        }
        return new Publication(namespace, new TreeMap<>(dimensions(section)));
    }
}
