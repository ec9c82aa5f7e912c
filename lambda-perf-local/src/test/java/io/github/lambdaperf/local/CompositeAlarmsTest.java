package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CompositeAlarmsTest {

    private TargetUnderTest target;
    private CloudWatchClient cloudWatch;

    @BeforeEach
    void start() {
        target = TargetUnderTest.start(f -> f);
        cloudWatch = target.configured(CloudWatchClient.builder()).build();
        part("a");
        part("b");
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
        target.close();
    }

    /** Without data, and ignoring that: its state is what a test sets. */
    private void part(String name) {
        cloudWatch.putMetricAlarm(b -> b.alarmName(name)
                .namespace("Shop")
                .metricName("None")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .treatMissingData("ignore")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
    }

    private void set(String name, StateValue state) {
        cloudWatch.setAlarmState(b -> b.alarmName(name).stateValue(state).stateReason("a test"));
    }

    private void rule(String rule) {
        cloudWatch.putCompositeAlarm(b -> b.alarmName("both").alarmRule(rule));
    }

    private CompositeAlarm composite() {
        return cloudWatch
                .describeAlarms(b -> b.alarmNames("both").alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .get(0);
    }

    @Test
    void followsItsParts() {
        rule("ALARM(\"a\") AND ALARM(\"b\")");
        assertThat(composite().stateValue()).isEqualTo(StateValue.OK);
        assertThat(composite().alarmArn()).isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:both");

        set("a", StateValue.ALARM);
        assertThat(composite().stateValue()).isEqualTo(StateValue.OK);
        set("b", StateValue.ALARM);
        assertThat(composite().stateValue()).isEqualTo(StateValue.ALARM);
        set("b", StateValue.OK);
        assertThat(composite().stateValue()).isEqualTo(StateValue.OK);
        assertThat(cloudWatch.describeAlarmHistory(b -> b.alarmName("both")).alarmHistoryItems())
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Alarm updated from ALARM to OK",
                        "Alarm updated from OK to ALARM",
                        "Alarm updated from INSUFFICIENT_DATA to OK");
    }

    @Test
    void knowsTheWholeLanguage() {
        set("a", StateValue.ALARM);
        set("b", StateValue.OK);
        assertThat(state("ALARM(a) AND NOT ALARM(b)")).isEqualTo(StateValue.ALARM);
        assertThat(state("NOT (ALARM(a) OR OK(b))")).isEqualTo(StateValue.OK);
        assertThat(state("INSUFFICIENT_DATA(\"a\") OR FALSE")).isEqualTo(StateValue.OK);
        assertThat(state("TRUE")).isEqualTo(StateValue.ALARM);
        assertThat(state("AT_LEAST(1, ALARM, (a, b))")).isEqualTo(StateValue.ALARM);
        assertThat(state("AT_LEAST(2, ALARM, (a, b))")).isEqualTo(StateValue.OK);
        assertThat(state("AT_LEAST(50%, ALARM, (a, b))")).isEqualTo(StateValue.ALARM);
        assertThat(state("AT_LEAST(1, NOT OK, (a, b))")).isEqualTo(StateValue.ALARM);
        assertThat(state("ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:a)"))
                .isEqualTo(StateValue.ALARM);
    }

    private StateValue state(String rule) {
        rule(rule);
        return composite().stateValue();
    }

    @Test
    void isAmongTheAnswersOnlyWhereItIsAskedFor() {
        rule("ALARM(a)");

        assertThat(cloudWatch.describeAlarms().compositeAlarms()).isEmpty();
        assertThat(cloudWatch.describeAlarms().metricAlarms()).hasSize(2);
        assertThat(cloudWatch
                        .describeAlarms(b -> b.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))
                        .compositeAlarms())
                .extracting(CompositeAlarm::alarmRule)
                .containsExactly("ALARM(a)");
    }

    @Test
    void refusesWhatAwsRefuses() {
        assertThatThrownBy(() -> rule("ALARM(a) AND"))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("AlarmRule must not contain syntax errors: line 1, column 13");
        assertThatThrownBy(() -> rule("ALARM(c)"))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("[c] in the alarm rule do not exist");

        rule("ALARM(a)");
        assertThatThrownBy(() -> cloudWatch.deleteAlarms(b -> b.alarmNames("a")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Cannot delete a: the composite alarm both depends on it");
        cloudWatch.deleteAlarms(b -> b.alarmNames("both"));
        cloudWatch.deleteAlarms(b -> b.alarmNames("a", "b"));
    }
}
