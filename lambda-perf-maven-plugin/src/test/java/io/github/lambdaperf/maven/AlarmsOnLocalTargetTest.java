package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.alarms.AlarmDrill;
import io.github.lambdaperf.core.alarms.AlarmPlan;
import io.github.lambdaperf.core.alarms.AlarmSet;
import io.github.lambdaperf.core.alarms.AlarmSettings;
import io.github.lambdaperf.core.alarms.AlarmedFunctions;
import io.github.lambdaperf.core.alarms.CloudWatchAlarms;
import io.github.lambdaperf.core.alarms.MetricAlarm;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** From the file to alarms, on AWS's wire. */
@Timeout(200)
class AlarmsOnLocalTargetTest {
    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private TestTarget target;
    private AwsSession session;
    private CloudWatchClient client;

    @BeforeEach
    void start() {
        target = TestTarget.start(
                TestTarget.function("orders", FailingHandler.class).timeout(Duration.ofSeconds(10)),
                local -> local.maxConcurrency(4).metricSpeed(30));
        session = target.session();
        client = session.cloudWatch();
    }

    @AfterEach
    void end() {
        target.close();
    }

    private AlarmSet alarms(String file) throws Exception {
        Files.writeString(directory.resolve("alarms.yaml"), file);
        AlarmSettings settings = AlarmsFile.read(directory);
        return AlarmSet.of(
                AlarmedFunctions.read(
                        session, "orders", new BaselineStore(directory.resolve("baseline")), false, line -> {}),
                settings);
    }

    private CloudWatchAlarms cloudWatch() {
        return new CloudWatchAlarms(client, messages::add);
    }

    private void apply(AlarmSet alarms) {
        cloudWatch().apply(cloudWatch().plan(alarms));
    }

    @Test
    void appliesOnceAndSeesDrift() throws Exception {
        AlarmSet alarms = alarms("composite: any");
        apply(alarms);
        assertThat(messages)
                .containsExactly(
                        "making lambda-perf-orders-errors",
                        "making lambda-perf-orders-error-rate",
                        "making lambda-perf-orders-throttles",
                        "making lambda-perf-orders-throttle-rate",
                        "making lambda-perf-orders-duration",
                        "making lambda-perf-orders-any");

        messages.clear();
        apply(alarms);
        assertThat(messages).isEmpty();
        assertThat(cloudWatch().plan(alarms).unchanged()).isEqualTo(6);
    }

    @Test
    void mendsWhatSomebodyHasChangedAndRemovesWhatIsNoLongerWanted() throws Exception {
        apply(alarms("composite: any"));
        client.putMetricAlarm(request -> request.alarmName("lambda-perf-orders-throttles")
                .namespace("AWS/Lambda")
                .metricName("Throttles")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(500.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        AlarmSet fewer = alarms("alarms: { error-rate: off, throttle-rate: off }");

        AlarmPlan plan = cloudWatch().plan(fewer);
        assertThat(plan.lines())
                .contains(
                        "~ lambda-perf-orders-throttles",
                        "    metric: Sum of AWS/Lambda Throttles {} -> Sum of AWS/Lambda Throttles {FunctionName=orders}",
                        "    threshold: > 500 -> > 0",
                        "    missing data: missing -> notBreaching",
                        "- lambda-perf-orders-any",
                        "alarms of orders: 0 to make, 1 to change, 3 to remove, 2 as they should be");
        messages.clear();
        cloudWatch().apply(plan);
        assertThat(messages)
                .containsExactly(
                        "changing lambda-perf-orders-throttles",
                        "removing lambda-perf-orders-any",
                        "removing lambda-perf-orders-error-rate",
                        "removing lambda-perf-orders-throttle-rate");
        assertThat(cloudWatch().plan(fewer).isEmpty()).isTrue();
        assertThat(cloudWatch().deleteAll(fewer)).isEqualTo(3);
        assertThat(client.describeAlarms().metricAlarms()).isEmpty();
    }

    @Test
    void touchesNoAlarmOfOthers() throws Exception {
        client.putMetricAlarm(request -> request.alarmName("lambda-perf-orders-throttles")
                .namespace("Shop")
                .metricName("Mine")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));

        AlarmSet alarms = alarms("composite: any");
        assertThatThrownBy(() -> cloudWatch().plan(alarms))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("CloudWatch has lambda-perf-orders-throttles already, without the tag"
                        + " lambda-perf=orders: nothing was changed.");
        assertThat(cloudWatch().deleteAll(alarms)).isZero();
        assertThat(client.describeAlarms().metricAlarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.metricName()).isEqualTo("Mine"));
    }

    /** Each change is one call, so a process that ends before one of them leaves what the next apply completes. */
    @Test
    void isCompletedWhereverItWasEnded() throws Exception {
        AlarmSet before = alarms("composite: any");
        AlarmSet after = alarms("alarms: { errors: { threshold: 1 }, throttles: off, duration: { periods: 4 } }");
        for (int step = 1; step <= 5; step++) {
            apply(before);
            int last = step;
            List<String> seen = new ArrayList<>();
            CloudWatchAlarms ended = new CloudWatchAlarms(client, message -> {
                seen.add(message);
                if (seen.size() == last) {
                    throw new IllegalStateException("ended");
                }
            });
            AlarmPlan plan = ended.plan(after);
            try {
                ended.apply(plan);
            } catch (IllegalStateException e) {
                assertThat(seen).hasSize(step);
            }
            apply(after);
            assertThat(cloudWatch().plan(after).isEmpty())
                    .as("ended at step %d", step)
                    .isTrue();
        }
    }

    @Test
    void theDrillSeesAlarmAndOk() throws Exception {
        AlarmSet alarms = alarms("");
        apply(alarms);
        messages.clear();

        new AlarmDrill(cloudWatch(), session.lambda(), "orders", 30, SensitiveFields.NONE, messages::add)
                .run(
                        "errors",
                        (MetricAlarm) alarms.byKey().get("errors"),
                        new AlarmSettings.Drill(
                                JsonNodeFactory.instance.objectNode().put("fail", true), 50));

        assertThat(messages).hasSize(3);
        assertThat(messages.get(0))
                .startsWith("drill of errors: 50 invocations/s of {\"fail\":true} until the alarm fires");
        assertThat(messages.get(1)).startsWith("drill of errors: ALARM after ");
        assertThat(messages.get(2)).startsWith("drill of errors: OK again after ");
    }

    @Test
    void aDrillThatProvokesNothingSaysSo() throws Exception {
        AlarmSet alarms = alarms("alarms: { errors: { periods: 1 } }");
        apply(alarms);

        assertThatThrownBy(() -> new AlarmDrill(
                                cloudWatch(), session.lambda(), "orders", 1000, SensitiveFields.NONE, messages::add)
                        .run(
                                "errors",
                                (MetricAlarm) alarms.byKey().get("errors"),
                                new AlarmSettings.Drill(JsonNodeFactory.instance.objectNode(), 5)))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining(
                        "did not fire the alarm within 10 s; it is OK. Does the payload of 'drill' provoke"
                                + " it, at this rate?");
    }
}
