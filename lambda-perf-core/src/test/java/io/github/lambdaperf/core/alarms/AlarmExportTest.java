package io.github.lambdaperf.core.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AlarmExportTest {
    @TempDir
    private Path directory;

    private AlarmSet alarms() throws Exception {
        Files.writeString(directory.resolve("alarms.yaml"), """
                actions: ['arn:aws:sns:eu-west-1:123456789012:ops']
                composite: any
                """);
        return AlarmSet.of(
                new AlarmedFunction("orders", "live", 10_000, 100, null, true, true, true), AlarmsFile.read(directory));
    }

    @Test
    void cloudFormationHasTheNamesOfItsReference() throws Exception {
        JsonNode resources = AlarmExport.cloudFormation(alarms()).get("Resources");

        assertThat(resources.at("/ErrorsAlarm/Type").asText()).isEqualTo("AWS::CloudWatch::Alarm");
        assertThat(resources.at("/ErrorsAlarm/Properties/Threshold").asDouble()).isEqualTo(10);
        assertThat(resources.at("/ErrorsAlarm/Properties/Dimensions").toString())
                .isEqualTo("[{\"Name\":\"FunctionName\",\"Value\":\"orders\"},"
                        + "{\"Name\":\"Resource\",\"Value\":\"orders:live\"}]");
        assertThat(resources.at("/DurationAlarm/Properties/ExtendedStatistic").asText())
                .isEqualTo("p99");
        assertThat(resources
                        .at("/ErrorRateAlarm/Properties/Metrics/0/Expression")
                        .asText())
                .isEqualTo("IF(invocations > 0, 100 * errors / invocations, 0)");
        assertThat(resources.at("/AnyAlarm/Type").asText()).isEqualTo("AWS::CloudWatch::CompositeAlarm");
        assertThat(resources.at("/AnyAlarm/DependsOn")).hasSize(10);
        assertThat(resources.at("/AnyAlarm/Properties/AlarmActions/0").asText())
                .isEqualTo("arn:aws:sns:eu-west-1:123456789012:ops");
    }

    @Test
    void terraformHasTheNamesOfItsProvider() throws Exception {
        JsonNode resources = AlarmExport.terraform(alarms()).get("resource");

        JsonNode errors = resources.at("/aws_cloudwatch_metric_alarm/errors");
        assertThat(errors.get("alarm_name").asText()).isEqualTo("lambda-perf-orders-live-errors");
        assertThat(errors.get("dimensions").toString())
                .isEqualTo("{\"FunctionName\":\"orders\",\"Resource\":\"orders:live\"}");
        assertThat(errors.at("/tags/lambda-perf").asText()).isEqualTo("orders:live");
        assertThat(resources.at("/aws_cloudwatch_metric_alarm/error-rate/metric_query"))
                .hasSize(3);
        assertThat(resources
                        .at("/aws_cloudwatch_composite_alarm/any/depends_on/0")
                        .asText())
                .isEqualTo("aws_cloudwatch_metric_alarm.errors");
    }

    static boolean lint() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cfn-lint")));
    }

    @Test
    @EnabledIf(value = "lint", disabledReason = "there is no cfn-lint on PATH")
    void cloudFormationsLinterHasNothingAgainstIt() throws Exception {
        Path template = AlarmExport.write(alarms(), directory).get(0);
        Path out = directory.resolve("out.txt");

        Process process = new ProcessBuilder("cfn-lint", template.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).isEmpty();
    }
}
