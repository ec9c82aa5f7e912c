package io.github.lambdaperf.core.alarms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.record.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Alarms for those who keep them with the rest of their infrastructure: CloudFormation and Terraform, both in JSON. */
public final class AlarmExport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AlarmExport() {}

    /** Writes {@code alarms.cfn.json} and {@code alarms.tf.json}. @return the two files */
    public static List<Path> write(AlarmSet alarms, Path directory) {
        return List.of(
                write(cloudFormation(alarms), directory.resolve("alarms.cfn.json")),
                write(terraform(alarms), directory.resolve("alarms.tf.json")));
    }

    private static Path write(ObjectNode tree, Path file) {
        try {
            RunDirectory.writeAtomically(file, JSON.writeValueAsString(tree) + "\n");
            return file;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree must be writable as JSON", e);
        }
    }

    /** A template with one {@code AWS::CloudWatch::Alarm} each. */
    static ObjectNode cloudFormation(AlarmSet alarms) {
        ObjectNode template = NODES.objectNode().put("AWSTemplateFormatVersion", "2010-09-09");
        template.put("Description", "Alarms of " + alarms.owner());
        ObjectNode resources = template.putObject("Resources");
        alarms.byKey().forEach((key, alarm) -> {
            ObjectNode resource = resources.putObject(logicalId(key));
            ObjectNode properties;
            if (alarm instanceof MetricAlarm metric) {
                resource.put("Type", "AWS::CloudWatch::Alarm");
                properties = resource.putObject("Properties");
                metric(metric, properties);
            } else {
                resource.put("Type", "AWS::CloudWatch::CompositeAlarm");
                ArrayNode needs = resource.putArray("DependsOn");
                alarms.byKey().forEach((other, each) -> {
                    if (each instanceof MetricAlarm) {
                        needs.add(logicalId(other));
                    }
                });
                properties = resource.putObject("Properties");
                properties.put("AlarmName", alarm.name()).put("AlarmDescription", alarm.description());
                properties.put("AlarmRule", ((CompositeAlarm) alarm).rule());
            }
            list(properties, "AlarmActions", alarm.actions().alarm());
            list(properties, "OKActions", alarm.actions().ok());
            list(properties, "InsufficientDataActions", alarm.actions().insufficientData());
            properties
                    .putArray("Tags")
                    .addObject()
                    .put("Key", CloudWatchAlarms.TAG)
                    .put("Value", alarms.owner());
        });
        return template;
    }

    private static void metric(MetricAlarm alarm, ObjectNode properties) {
        Condition condition = alarm.condition();
        properties
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.description())
                .put("ComparisonOperator", condition.operator())
                .put("Threshold", condition.threshold())
                .put("EvaluationPeriods", condition.periods())
                .put("DatapointsToAlarm", condition.datapoints())
                .put("TreatMissingData", condition.missing());
        if (alarm.signal() instanceof Signal.OfMetric metric) {
            properties.put("Namespace", metric.namespace()).put("MetricName", metric.metric());
            dimensions(metric, properties.putArray("Dimensions"));
            properties.put("Period", condition.periodSeconds());
            String statistic = AlarmRequests.SIMPLE.contains(metric.statistic()) ? "Statistic" : "ExtendedStatistic";
            properties.put(statistic, metric.statistic());
        } else if (alarm.signal() instanceof Signal.OfExpression expression) {
            ArrayNode queries = properties.putArray("Metrics");
            queries.addObject()
                    .put("Id", AlarmRequests.EXPRESSION)
                    .put("Expression", expression.expression())
                    .put("ReturnData", true);
            new TreeMap<>(expression.metrics()).forEach((id, metric) -> {
                ObjectNode query = queries.addObject().put("Id", id).put("ReturnData", false);
                ObjectNode stat = query.putObject("MetricStat");
                ObjectNode of = stat.putObject("Metric")
                        .put("Namespace", metric.namespace())
                        .put("MetricName", metric.metric());
                dimensions(metric, of.putArray("Dimensions"));
                stat.put("Period", condition.periodSeconds()).put("Stat", metric.statistic());
            });
        }
    }

    private static void dimensions(Signal.OfMetric metric, ArrayNode list) {
        new TreeMap<>(metric.dimensions())
                .forEach((name, value) -> list.addObject().put("Name", name).put("Value", value));
    }

    /** {@code aws_cloudwatch_metric_alarm} and {@code aws_cloudwatch_composite_alarm}, Terraform's JSON syntax. */
    static ObjectNode terraform(AlarmSet alarms) {
        ObjectNode root = NODES.objectNode();
        ObjectNode resources = root.putObject("resource");
        alarms.byKey().forEach((key, alarm) -> {
            boolean single = alarm instanceof MetricAlarm;
            String type = single ? "aws_cloudwatch_metric_alarm" : "aws_cloudwatch_composite_alarm";
            ObjectNode of = resources.withObject("/" + type).putObject(terraformName(key));
            of.put("alarm_name", alarm.name()).put("alarm_description", alarm.description());
            if (alarm instanceof MetricAlarm metric) {
                terraform(metric, of);
            } else if (alarm instanceof CompositeAlarm composite) {
                of.put("alarm_rule", escaped(composite.rule()));
                ArrayNode needs = of.putArray("depends_on");
                alarms.byKey().forEach((other, each) -> {
                    if (each instanceof MetricAlarm) {
                        needs.add("aws_cloudwatch_metric_alarm." + terraformName(other));
                    }
                });
            }
            list(of, "alarm_actions", alarm.actions().alarm());
            list(of, "ok_actions", alarm.actions().ok());
            list(of, "insufficient_data_actions", alarm.actions().insufficientData());
            of.putObject("tags").put(CloudWatchAlarms.TAG, alarms.owner());
        });
        return root;
    }

    private static void terraform(MetricAlarm alarm, ObjectNode of) {
        Condition condition = alarm.condition();
        of.put("comparison_operator", condition.operator())
                .put("threshold", condition.threshold())
                .put("evaluation_periods", condition.periods())
                .put("datapoints_to_alarm", condition.datapoints())
                .put("treat_missing_data", condition.missing());
        if (alarm.signal() instanceof Signal.OfMetric metric) {
            of.put("namespace", metric.namespace()).put("metric_name", metric.metric());
            ObjectNode dimensions = of.putObject("dimensions");
            new TreeMap<>(metric.dimensions()).forEach(dimensions::put);
            of.put("period", condition.periodSeconds());
            String statistic = AlarmRequests.SIMPLE.contains(metric.statistic()) ? "statistic" : "extended_statistic";
            of.put(statistic, metric.statistic());
        } else if (alarm.signal() instanceof Signal.OfExpression expression) {
            ArrayNode queries = of.putArray("metric_query");
            queries.addObject()
                    .put("id", AlarmRequests.EXPRESSION)
                    .put("expression", escaped(expression.expression()))
                    .put("return_data", true);
            new TreeMap<>(expression.metrics()).forEach((id, metric) -> {
                ObjectNode stat =
                        queries.addObject().put("id", id).putArray("metric").addObject();
                stat.put("namespace", metric.namespace())
                        .put("metric_name", metric.metric())
                        .put("period", condition.periodSeconds())
                        .put("stat", metric.statistic());
                ObjectNode dimensions = stat.putObject("dimensions");
                new TreeMap<>(metric.dimensions()).forEach(dimensions::put);
            });
        }
    }

    /** Terraform reads templates in strings. */
    private static String escaped(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }

    private static void list(ObjectNode of, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = of.putArray(name);
            values.forEach(list::add);
        }
    }

    /** Letters and digits only: {@code error-rate} is {@code ErrorRateAlarm}. */
    private static String logicalId(String key) {
        List<String> parts = new ArrayList<>();
        for (String part : key.split("[^A-Za-z0-9]+")) {
            if (!part.isEmpty()) {
                parts.add(part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
            }
        }
        return String.join("", parts) + "Alarm";
    }

    private static String terraformName(String key) {
        return key.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
