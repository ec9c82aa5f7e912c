package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.local.metrics.MetricId;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.metrics.Statistic;
import io.github.lambdaperf.local.metrics.math.MathContext;
import io.github.lambdaperf.local.metrics.math.MathException;
import io.github.lambdaperf.local.metrics.math.MathValue;
import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import io.github.lambdaperf.local.metrics.math.MetricMathExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The metrics and expressions of one request, evaluated over one span of time; of GetMetricData and of alarms. */
final class MetricDataQueries implements MathContext {

    private static final int MOST = 500;

    private final MetricStore store;
    private final Map<String, JsonNode> queries = new LinkedHashMap<>();
    private final Map<String, MetricMathExpression> expressions = new HashMap<>();
    private final Map<String, MathValue> values = new HashMap<>();
    private final Set<String> evaluating = new HashSet<>();
    private final long from;
    private final long to;

    /**
     * Checks the queries.
     *
     * @param list the structures MetricDataQuery
     * @param from first epoch second; periods are counted from here
     * @param to epoch second after the last one
     */
    MetricDataQueries(MetricStore store, JsonNode list, long from, long to) {
        this.store = store;
        this.from = from;
        this.to = to;
        if (list.size() > MOST) {
            throw MetricInputs.validation("The collection MetricDataQueries must not have a size greater than 500.");
        }
        for (JsonNode query : list) {
            String id = MetricInputs.required(query, "Id");
            if (!id.matches("[a-z][A-Za-z0-9_]*")) {
                throw MetricInputs.validation("The value " + id + " for parameter Id is not matching the expected"
                        + " pattern ^[a-z][a-zA-Z0-9_]*$.");
            }
            if (queries.put(id, query) != null) {
                throw MetricInputs.validation("The values for parameter id in MetricDataQueries are not unique.");
            }
            check(id, query);
        }
    }

    private void check(String id, JsonNode query) {
        if (query.hasNonNull("Expression") == query.hasNonNull("MetricStat")) {
            throw MetricInputs.validation(
                    "The query " + id + " must have either Expression or MetricStat, and not both.");
        }
        if (query.hasNonNull("MetricStat")) {
            JsonNode metric = query.path("MetricStat");
            MetricInputs.metric(metric.path("Metric"));
            MetricInputs.period(metric, "Period");
            MetricReads.statistic(MetricInputs.required(metric, "Stat"));
            MetricInputs.unit(metric, null);
            return;
        }
        try {
            expressions.put(
                    id, MetricMathExpression.parse(query.path("Expression").asText()));
        } catch (MathException e) {
            throw MetricInputs.validation("Error in expression '" + id + "': " + e.getMessage());
        }
    }

    /** Ids in the order of the request. */
    Set<String> ids() {
        return queries.keySet();
    }

    /** Whether the query's result is wanted. */
    boolean returned(String id) {
        return MetricInputs.flag(queries.get(id), "ReturnData", true);
    }

    /** The label given, or the metric's name, or the id. */
    String label(String id) {
        JsonNode query = queries.get(id);
        if (query.hasNonNull("Label")) {
            return query.path("Label").asText();
        }
        return query.hasNonNull("MetricStat")
                ? query.path("MetricStat").path("Metric").path("MetricName").asText()
                : id;
    }

    /** The result as series. */
    List<Series> series(String id) {
        MathValue value;
        try {
            value = value(id);
        } catch (MathException e) {
            throw MetricInputs.validation("Error in expression '" + id + "': " + e.getMessage());
        }
        if (value instanceof Series series) {
            return List.of(series);
        }
        if (value instanceof MathValue.SeriesList list) {
            return list.series();
        }
        throw MetricInputs.validation(
                "Error in expression '" + id + "': an expression that is returned must be a time series, not a number");
    }

    @Override
    public MathValue value(String id) {
        if (!queries.containsKey(id)) {
            throw new MathException("Undefined identifier " + id);
        }
        MathValue known = values.get(id);
        if (known == null) {
            if (!evaluating.add(id)) {
                throw new MathException(id + " refers to itself");
            }
            known = expressions.containsKey(id) ? expressions.get(id).evaluate(this) : read(id);
            evaluating.remove(id);
            values.put(id, known);
        }
        return known;
    }

    private Series read(String id) {
        JsonNode query = queries.get(id).path("MetricStat");
        MetricId metric = MetricInputs.metric(query.path("Metric"));
        int period = MetricInputs.period(query, "Period");
        Statistic statistic = MetricReads.statistic(query.path("Stat").asText());
        TreeMap<Long, Double> points = new TreeMap<>();
        store.read(metric, MetricInputs.unit(query, null), from, to, period)
                .forEach((second, bucket) -> statistic.of(bucket).ifPresent(value -> points.put(second, value)));
        return new Series(id, period, points);
    }

    @Override
    public List<Series> metrics() {
        List<Series> all = new ArrayList<>();
        for (String id : queries.keySet()) {
            if (!expressions.containsKey(id)) {
                all.add((Series) value(id));
            }
        }
        return all;
    }

    @Override
    public long from() {
        return from;
    }

    @Override
    public long to() {
        return to;
    }
}
