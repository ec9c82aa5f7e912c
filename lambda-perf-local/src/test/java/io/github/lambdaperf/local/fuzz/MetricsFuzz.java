package io.github.lambdaperf.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.logs.LogLine;
import io.github.lambdaperf.local.metrics.AlarmRuleExpression;
import io.github.lambdaperf.local.metrics.AlarmRuling.State;
import io.github.lambdaperf.local.metrics.EmbeddedMetrics;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.metrics.math.MathContext;
import io.github.lambdaperf.local.metrics.math.MathException;
import io.github.lambdaperf.local.metrics.math.MathValue;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.metrics.math.MetricMathExpression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The languages of CloudWatch's metrics, and metrics in log lines. */
final class MetricsFuzz {
    private static final MathContext CONTEXT = new MathContext() {
        private final Series m1 = new Series("m1", 60, new TreeMap<>(Map.of(0L, 1.5, 60L, -2.0, 120L, 0.0)));
        private final Series m2 = new Series("m2", 60, new TreeMap<>(Map.of(0L, 3.0, 180L, 1e300)));

        @Override
        public MathValue value(String id) {
            return switch (id) {
                case "m1" -> m1;
                case "m2" -> m2;
                default -> throw new MathException("unknown " + id);
            };
        }

        @Override
        public List<Series> metrics() {
            return List.of(m1, m2);
        }

        @Override
        public long from() {
            return 0;
        }

        @Override
        public long to() {
            return 240;
        }
    };

    private MetricsFuzz() {}

    static void math(String text) {
        try {
            assertThat(MetricMathExpression.parse(text).evaluate(CONTEXT)).isNotNull();
        } catch (MathException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static void alarmRule(String text) {
        try {
            AlarmRuleExpression rule = AlarmRuleExpression.parse(text);
            rule.alarms();
            rule.holds(name -> State.values()[Math.floorMod(name.hashCode(), State.values().length)]);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** A function's output is never refused: what is no metric is a line as any other. */
    static void embedded(String text) {
        MetricStore store = MetricStore.inMemory();
        new EmbeddedMetrics(store)
                .accept(Arrays.stream(text.split("\n"))
                        .map(line -> new LogLine(1_000, line))
                        .toList());
        store.metrics()
                .forEach(metric ->
                        store.units(metric).forEach(unit -> assertThat(unit).isNotNull()));
    }
}
