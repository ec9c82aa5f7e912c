package io.github.lambdaperf.core.verdict;

import io.github.lambdaperf.core.metric.Metric;
import io.github.lambdaperf.core.record.DeliveryRecord;
import io.github.lambdaperf.core.record.DeliveryRecord.Expectation;
import io.github.lambdaperf.core.record.ScenarioRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What fails a build about messages: an expectation that does not hold; without expectations a message that was lost, and
 * more than 1 % in a dead-letter queue.
 */
final class DeliveryRules {
    private static final double MAX_DEAD = 0.01;

    private DeliveryRules() {}

    /** Sentences about a scenario's messages. */
    static List<String> of(ScenarioRecord scenario, DeliveryRecord delivery) {
        List<String> failures = new ArrayList<>();
        for (Expectation expectation : delivery.expectations()) {
            if (!expectation.passed()) {
                failures.add(sentence(scenario.name(), expectation));
            }
        }
        if (!delivery.expectations().isEmpty()) {
            return failures;
        }
        if (delivery.lost() > 0 && !DefaultRules.hasThreshold(scenario, Set.of(Metric.MESSAGES_LOST))) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%s: %d of %d messages were lost: nothing handled them and they are in no queue",
                    scenario.name(),
                    delivery.lost(),
                    delivery.sent()));
        }
        if (delivery.deadLettered() > MAX_DEAD * delivery.sent()
                && !DefaultRules.hasThreshold(scenario, Set.of(Metric.MESSAGES_DEAD_LETTERED))) {
            failures.add(String.format(
                    Locale.ROOT,
                    "%s: %d of %d messages ended in the dead-letter queue (at most 1 %% is allowed without 'expect')",
                    scenario.name(),
                    delivery.deadLettered(),
                    delivery.sent()));
        }
        return failures;
    }

    private static String sentence(String scenario, Expectation expectation) {
        StringBuilder text = new StringBuilder(scenario)
                .append(": expect ")
                .append(expectation.name())
                .append(": ")
                .append(expectation.wanted())
                .append(", but ")
                .append(expectation.found());
        expectation.ids().forEach(id -> text.append("\n    message ").append(id));
        return text.toString();
    }
}
