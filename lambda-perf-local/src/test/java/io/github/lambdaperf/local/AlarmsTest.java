package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** The SDK's builders make arrays of generic consumers, of which the compiler warns. */
@SuppressWarnings("unchecked")
class AlarmsTest {

    private static final String ARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:errors";

    private TargetUnderTest target;
    private CloudWatchClient cloudWatch;

    @BeforeEach
    void start() {
        target = TargetUnderTest.start(f -> f);
        cloudWatch = target.configured(CloudWatchClient.builder()).build();
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
        target.close();
    }

    /** In each of the last ten full minutes and in the current one, so that a minute that ends changes nothing. */
    private void eachMinute(String metric, double value) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int i = 0; i <= 10; i++) {
            Instant time = now.minusSeconds(60L * i);
            cloudWatch.putMetricData(b -> b.namespace("Shop")
                    .metricData(d -> d.metricName(metric).timestamp(time).value(value)));
        }
    }

    private static PutMetricAlarmRequest.Builder errors() {
        return PutMetricAlarmRequest.builder()
                .alarmName("errors")
                .namespace("Shop")
                .metricName("Errors")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(3)
                .datapointsToAlarm(2)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    private MetricAlarm alarm() {
        return cloudWatch
                .describeAlarms(b -> b.alarmNames("errors"))
                .metricAlarms()
                .get(0);
    }

    @Test
    void anAlarmFollowsItsMetricAndItsConfiguration() {
        eachMinute("Errors", 2.0);
        cloudWatch.putMetricAlarm(
                errors().tags(t -> t.key("owner").value("tests")).build());
        MetricAlarm alarm = alarm();
        assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm.alarmArn()).isEqualTo(ARN);
        assertThat(alarm.threshold()).isEqualTo(1.0);
        assertThat(alarm.period()).isEqualTo(60);
        assertThat(alarm.actionsEnabled()).isTrue();

        cloudWatch.putMetricAlarm(errors().threshold(2.0).build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        assertThat(cloudWatch.describeAlarmHistory(b -> b.alarmName("errors")).alarmHistoryItems())
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly("Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM");
        assertThat(cloudWatch.listTagsForResource(b -> b.resourceARN(ARN)).tags())
                .containsExactly(Tag.builder().key("owner").value("tests").build());
    }

    @Test
    void missingDataIsTreatedAsConfigured() {
        cloudWatch.putMetricAlarm(errors().build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        cloudWatch.putMetricAlarm(errors().treatMissingData("notBreaching").build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        cloudWatch.putMetricAlarm(errors().treatMissingData("breaching").build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        cloudWatch.putMetricAlarm(errors().treatMissingData("ignore").build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
    }

    @Test
    void expressionsAndPercentilesAreEvaluated() {
        eachMinute("Errors", 1.0);
        eachMinute("Calls", 10.0);
        PutMetricAlarmRequest.Builder rate = PutMetricAlarmRequest.builder()
                .alarmName("errors")
                .evaluationPeriods(1)
                .threshold(9.9)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .metrics(
                        q -> q.id("e")
                                .returnData(false)
                                .metricStat(
                                        s -> s.metric(shop("Errors")).period(60).stat("Sum")),
                        q -> q.id("c")
                                .returnData(false)
                                .metricStat(
                                        s -> s.metric(shop("Calls")).period(60).stat("Sum")),
                        q -> q.id("rate").expression("IF(c > 0, 100 * e / c, 0)"));
        cloudWatch.putMetricAlarm(rate.build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().metrics()).hasSize(3);
        cloudWatch.putMetricAlarm(rate.threshold(10.0).build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        PutMetricAlarmRequest.Builder p99 =
                errors().statistic((String) null).extendedStatistic("p99").metricName("Calls");
        cloudWatch.putMetricAlarm(p99.evaluateLowSampleCountPercentile("ignore").build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
        cloudWatch.putMetricAlarm(
                p99.evaluateLowSampleCountPercentile("evaluate").build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
    }

    private static Metric shop(String name) {
        return Metric.builder().namespace("Shop").metricName(name).build();
    }

    @Test
    void aStateCanBeSetAndIsReplacedByTheNextEvaluation() {
        cloudWatch.putMetricAlarm(errors().treatMissingData("ignore").build());
        cloudWatch.setAlarmState(
                b -> b.alarmName("errors").stateValue(StateValue.ALARM).stateReason("drill"));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().stateReason()).isEqualTo("drill");
        eachMinute("Errors", 0.0);
        cloudWatch.putMetricAlarm(errors().build());
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void alarmsAreTaggedFilteredAndDeleted() {
        cloudWatch.putMetricAlarm(
                errors().alarmActions("arn:aws:sns:us-east-1:000000000000:ops").build());
        cloudWatch.putMetricAlarm(errors().alarmName("other").build());
        cloudWatch.tagResource(b -> b.resourceARN(ARN)
                .tags(t -> t.key("a").value("1"), t -> t.key("b").value("2")));
        cloudWatch.untagResource(b -> b.resourceARN(ARN).tagKeys("a"));
        assertThat(cloudWatch.listTagsForResource(b -> b.resourceARN(ARN)).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
        assertThatThrownBy(() -> cloudWatch.listTagsForResource(b -> b.resourceARN(ARN + "x")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(cloudWatch.describeAlarms(b -> b.actionPrefix("arn:aws:sns")).metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("errors");
        assertThat(cloudWatch.describeAlarmsPaginator(b -> b.maxRecords(1)).metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("errors", "other");
        cloudWatch.deleteAlarms(b -> b.alarmNames("errors", "other"));
        assertThat(cloudWatch.describeAlarms().metricAlarms()).isEmpty();
        assertThatThrownBy(() -> cloudWatch.deleteAlarms(b -> b.alarmNames("errors")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Unknown alarm(s): [errors]");
        assertThatThrownBy(() -> cloudWatch.listDashboards())
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("the local target does not serve ListDashboards of CloudWatch");
        assertThatThrownBy(() ->
                        cloudWatch.putMetricAlarm(errors().datapointsToAlarm(4).build()))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("DatapointsToAlarm from 1 to EvaluationPeriods");
    }
}
