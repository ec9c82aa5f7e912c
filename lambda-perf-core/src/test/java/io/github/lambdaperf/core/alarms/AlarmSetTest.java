package io.github.lambdaperf.core.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmSetTest {
    /** A timeout of 10 s, 100 at once, and a baseline whose p99 is 400 ms. */
    private static final AlarmedFunction ORDERS =
            new AlarmedFunction("orders", null, 10_000, 100, 400.0, false, false, false);

    @TempDir
    private Path directory;

    private AlarmSettings settings(String text) throws IOException {
        Files.writeString(directory.resolve("alarms.yaml"), text);
        return AlarmsFile.read(directory);
    }

    private static String line(AlarmSet alarms, String key) {
        Alarm alarm = alarms.byKey().get(key);
        Map<String, String> fields = AlarmFields.of(alarm);
        return alarm.name() + ": " + fields.getOrDefault("metric", fields.get("expression")) + " "
                + fields.get("threshold") + ", " + fields.get("periods") + ", " + fields.get("missing data");
    }

    @Test
    void theDefaultsAreTheGuidesAlarmsAndTheRates() {
        AlarmSet alarms = AlarmSet.of(ORDERS, AlarmSettings.NONE);

        assertThat(alarms.byKey().keySet())
                .containsExactly("errors", "error-rate", "throttles", "throttle-rate", "duration", "concurrency");
        assertThat(line(alarms, "errors"))
                .isEqualTo("lambda-perf-orders-errors: Sum of AWS/Lambda Errors {FunctionName=orders} > 10,"
                        + " 2 of 2 of 60 s, notBreaching");
        assertThat(line(alarms, "error-rate"))
                .isEqualTo("lambda-perf-orders-error-rate: IF(invocations > 0, 100 * errors / invocations, 0) > 1,"
                        + " 2 of 3 of 60 s, notBreaching");
        assertThat(line(alarms, "throttles"))
                .isEqualTo("lambda-perf-orders-throttles: Sum of AWS/Lambda Throttles {FunctionName=orders} > 0,"
                        + " 1 of 1 of 60 s, notBreaching");
        // twice the baseline's
        assertThat(line(alarms, "duration"))
                .isEqualTo("lambda-perf-orders-duration: p99 of AWS/Lambda Duration {FunctionName=orders} > 800,"
                        + " 3 of 3 of 60 s, notBreaching");
        assertThat(line(alarms, "concurrency"))
                .isEqualTo("lambda-perf-orders-concurrency: Maximum of AWS/Lambda ConcurrentExecutions"
                        + " {FunctionName=orders} > 90, 10 of 10 of 60 s, notBreaching");
    }

    @Test
    void withoutABaselineTheTimeoutDecides() {
        AlarmedFunction alias = new AlarmedFunction("orders", "live", 10_000, 0, null, true, true, true);
        AlarmSet alarms = AlarmSet.of(alias, AlarmSettings.NONE);

        assertThat(line(alarms, "duration"))
                .isEqualTo("lambda-perf-orders-live-duration: p99 of AWS/Lambda Duration {FunctionName=orders,"
                        + " Resource=orders:live} > 8000, 3 of 3 of 60 s, notBreaching");
        assertThat(alarms.byKey())
                .containsKeys("iterator-age", "async-event-age", "dead-letter-errors", "destination-errors")
                .doesNotContainKey("concurrency");
        // never beyond the timeout's share
        assertThat(line(
                        AlarmSet.of(
                                new AlarmedFunction("orders", null, 1000, 0, 700.0, false, false, false),
                                AlarmSettings.NONE),
                        "duration"))
                .contains("> 800,");
    }

    @Test
    void theFileChangesAddsAndRemoves() throws Exception {
        AlarmSet alarms = AlarmSet.of(ORDERS, settings("""
                prefix: shop-
                actions: { alarm: ['arn:aws:sns:eu-west-1:123456789012:ops'], ok: ['arn:aws:sns:eu-west-1:123456789012:ops'] }
                composite: any
                alarms:
                  error-rate: off
                  throttle-rate: off
                  concurrency: off
                  duration: { statistic: p95, threshold: 300, periods: 5, datapoints: 4, description: too slow }
                  throttles: { actions: ['arn:aws:sns:eu-west-1:123456789012:pager'] }
                  queue-age:
                    namespace: AWS/SQS
                    metric: ApproximateAgeOfOldestMessage
                    statistic: Maximum
                    dimensions: { QueueName: orders }
                    threshold: 300
                    operator: ">="
                    period: 5m
                    missing: missing
                """));

        assertThat(alarms.byKey().keySet()).containsExactly("errors", "throttles", "duration", "queue-age", "any");
        assertThat(line(alarms, "duration"))
                .isEqualTo("shop-duration: p95 of AWS/Lambda Duration {FunctionName=orders} > 300, 4 of 5 of 60 s,"
                        + " notBreaching");
        assertThat(alarms.byKey().get("duration").description()).isEqualTo("too slow");
        assertThat(line(alarms, "queue-age"))
                .isEqualTo("shop-queue-age: Maximum of AWS/SQS ApproximateAgeOfOldestMessage {QueueName=orders}"
                        + " >= 300, 1 of 1 of 300 s, missing");
        assertThat(alarms.byKey().get("errors").actions().ok())
                .containsExactly("arn:aws:sns:eu-west-1:123456789012:ops");
        assertThat(alarms.byKey().get("throttles").actions().alarm())
                .containsExactly("arn:aws:sns:eu-west-1:123456789012:pager");
        assertThat(((CompositeAlarm) alarms.byKey().get("any")).rule())
                .isEqualTo("ALARM(\"shop-duration\") OR ALARM(\"shop-errors\") OR ALARM(\"shop-queue-age\")"
                        + " OR ALARM(\"shop-throttles\")");
    }

    @Test
    void aCompositeAlarmMayBeTheOnlyOneThatTellsAnybody() throws Exception {
        AlarmSet alarms = AlarmSet.of(ORDERS, settings("""
                actions: ['arn:aws:sns:eu-west-1:123456789012:ops']
                composite: only
                """));

        assertThat(alarms.byKey().get("errors").actions()).isEqualTo(AlarmActions.NONE);
        assertThat(alarms.byKey().get("any").actions().alarm())
                .containsExactly("arn:aws:sns:eu-west-1:123456789012:ops");
    }

    @Test
    void mistakesOfTheFileAreToldWithTheirPlaces() {
        assertThatThrownBy(() -> settings("""
                        alarms:
                          duration: { treshold: 5 }
                          errors: { operator: '=>', period: 90s }
                          Mine: off
                          disk: { namespace: Shop, metric: Disk, threshold: many }
                        actions: [ops]
                        drill: { errors: { rate: 5 } }
                        """))
                .isInstanceOf(PerfException.class)
                .hasMessage("""
                        8 problems in the alarms file; no alarm was changed.

                        alarms.yaml:2:15: unknown key 'treshold', did you mean 'threshold'?
                            allowed: actions, datapoints, description, dimensions, expression, metric, metrics, \
                        missing, namespace, operator, period, periods, statistic, threshold

                        alarms.yaml:3:23: wrong value of 'operator', did you mean '>'?
                            found:   the text '=>'
                            allowed: >, >=, <, <=

                        alarms.yaml:3:37: wrong value of 'period'
                            found:   the text '90s'
                            allowed: 10s, 20s, 30s, or a multiple of a minute up to a day

                        alarms.yaml:4:3: the alarm's name 'Mine' must be of small letters, digits and -

                        alarms.yaml:5:9: 'statistic' is missing: such as Sum, Maximum or p99

                        alarms.yaml:5:53: wrong value of 'threshold'
                            found:   the text 'many'
                            allowed: a number

                        alarms.yaml:6:11: an action must be an ARN
                            found:   the text 'ops'
                            allowed: arn:aws:sns:eu-west-1:123456789012:topic

                        alarms.yaml:7:18: 'payload' is missing: what provokes the alarm""");
    }

    @Test
    void whatCannotBeIsToldByItsName() throws Exception {
        assertThatThrownBy(() -> AlarmSet.of(ORDERS, settings("alarms: { eror-rate: { threshold: 5 } }")))
                .hasMessage(
                        "alarms.yaml: 'eror-rate' is none of the default alarms of this function (errors, error-rate,"
                                + " throttles, throttle-rate, duration, concurrency): an alarm of your own needs 'namespace',"
                                + " 'metric' and 'statistic', or 'expression' and 'metrics'");
        assertThatThrownBy(() -> AlarmSet.of(ORDERS, settings("alarms: { error-rate: { statistic: p99 } }")))
                .hasMessage("alarms.yaml: 'error-rate' is an expression: it has no 'statistic'");
        assertThatThrownBy(() -> AlarmSet.of(ORDERS, settings("alarms: { errors: { periods: 2, datapoints: 3 } }")))
                .hasMessage("alarms.yaml: 'errors' asks for 3 datapoints of only 2 periods");
        assertThatThrownBy(() -> AlarmSet.of(ORDERS, settings("prefix: " + "x".repeat(250))))
                .hasMessageContaining("is longer than 255 characters");
    }

    @Test
    void aPlanShowsWhatDiffers() throws Exception {
        AlarmSet before = AlarmSet.of(ORDERS, AlarmSettings.NONE);
        AlarmSet after = AlarmSet.of(ORDERS, settings("""
                alarms:
                  errors: { threshold: 3 }
                  error-rate: off
                  throttle-rate: off
                  concurrency: off
                composite: any
                """));
        Map<String, Alarm> existing = new TreeMap<>();
        before.byKey().values().forEach(alarm -> existing.put(alarm.name(), alarm));

        AlarmPlan plan = AlarmPlan.of(after, existing, new TreeSet<>(existing.keySet()));

        assertThat(plan.lines())
                .containsExactly(
                        "~ lambda-perf-orders-errors",
                        "    threshold: > 10 -> > 3",
                        "    description: more than 10 errors in each of two minutes -> errors of the function, as"
                                + " alarms.yaml says",
                        "+ lambda-perf-orders-any",
                        "    rule: ALARM(\"lambda-perf-orders-duration\") OR ALARM(\"lambda-perf-orders-errors\")"
                                + " OR ALARM(\"lambda-perf-orders-throttles\")",
                        "    description: any alarm of orders",
                        "- lambda-perf-orders-concurrency",
                        "- lambda-perf-orders-error-rate",
                        "- lambda-perf-orders-throttle-rate",
                        "alarms of orders: 1 to make, 1 to change, 3 to remove, 2 as they should be");
        assertThat(AlarmPlan.of(before, existing, existing.keySet()).isEmpty()).isTrue();
        assertThatThrownBy(() -> AlarmPlan.of(before, existing, new TreeSet<>(List.of("lambda-perf-orders-errors"))))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("CloudWatch has lambda-perf-orders-error-rate, lambda-perf-orders-throttles,")
                .hasMessageContaining("without the tag lambda-perf=orders: nothing was changed");
    }
}
