package io.github.lambdaperf.core.cloudwatch;

import java.util.Locale;
import java.util.Map;

/**
 * Metrics of the namespace {@value #NAMESPACE}, with the statistic that says something over a run and the default
 * judgement. Counts are added up over the minutes of a run; of maxima and percentiles the worst minute counts.
 */
public enum LambdaMetric {
    INVOCATIONS("Invocations", "Sum", "Count", Scope.FUNCTION),
    DURATION("Duration", "p99", "ms", Scope.FUNCTION),
    ERRORS("Errors", "Sum", "Count", Scope.FUNCTION),
    THROTTLES("Throttles", "Sum", "Count", Scope.FUNCTION),
    CONCURRENT_EXECUTIONS("ConcurrentExecutions", "Maximum", "Count", Scope.FUNCTION),
    UNRESERVED_CONCURRENT_EXECUTIONS("UnreservedConcurrentExecutions", "Maximum", "Count", Scope.REGION),
    DEAD_LETTER_ERRORS("DeadLetterErrors", "Sum", "Count", Scope.FUNCTION),
    ITERATOR_AGE("IteratorAge", "Maximum", "ms", Scope.FUNCTION),
    ASYNC_EVENTS_RECEIVED("AsyncEventsReceived", "Sum", "Count", Scope.FUNCTION),
    ASYNC_EVENT_AGE("AsyncEventAge", "Maximum", "ms", Scope.FUNCTION),
    ASYNC_EVENTS_DROPPED("AsyncEventsDropped", "Sum", "Count", Scope.FUNCTION),
    DESTINATION_DELIVERY_FAILURES("DestinationDeliveryFailures", "Sum", "Count", Scope.FUNCTION),
    RECURSIVE_INVOCATIONS_DROPPED("RecursiveInvocationsDropped", "Sum", "Count", Scope.FUNCTION),
    PROVISIONED_CONCURRENCY_INVOCATIONS("ProvisionedConcurrencyInvocations", "Sum", "Count", Scope.FUNCTION),
    PROVISIONED_CONCURRENCY_SPILLOVER("ProvisionedConcurrencySpilloverInvocations", "Sum", "Count", Scope.FUNCTION),
    PROVISIONED_CONCURRENCY_UTILIZATION("ProvisionedConcurrencyUtilization", "Maximum", "ratio", Scope.FUNCTION),
    PROVISIONED_CONCURRENT_EXECUTIONS("ProvisionedConcurrentExecutions", "Maximum", "Count", Scope.FUNCTION),
    CLAIMED_ACCOUNT_CONCURRENCY("ClaimedAccountConcurrency", "Maximum", "Count", Scope.REGION),
    SIGNATURE_VALIDATION_ERRORS("SignatureValidationErrors", "Sum", "Count", Scope.FUNCTION),
    OFFSET_LAG("OffsetLag", "Maximum", "Count", Scope.FUNCTION),
    POST_RUNTIME_EXTENSIONS("PostRuntimeExtensionsDuration", "p99", "ms", Scope.FUNCTION);

    /** Lambda's namespace. */
    public static final String NAMESPACE = "AWS/Lambda";

    private static final double AGE_TARGET_MS = 1000;
    /** Age of waiting events and records that is an alert, in ms. */
    public static final double AGE_ALERT_MS = 5000;

    /** Share of the timeout at which a duration is an alert. */
    public static final double DURATION_ALERT = 0.8;

    /** Share of the limit at which the concurrency is an alert. */
    public static final double CONCURRENCY_ALERT = 0.9;

    private final String label;
    private final String statistic;
    private final String unit;
    private final Scope scope;

    /** What a metric is about. */
    enum Scope {
        FUNCTION,
        /** The whole account in the region: a metric without dimensions. */
        REGION
    }

    /** How a value stands to its target. */
    public enum Judgement {
        /** Within the target. */
        OK,
        /** Between target and alert threshold. */
        WARN,
        /** Beyond the alert threshold. */
        ALERT,
        /** There is none, or the limit is not known. */
        NONE
    }

    /**
     * A judged value.
     *
     * @param target in words
     * @param alert threshold in words
     */
    record Judged(Judgement judgement, String target, String alert) {
        private static final Judged NONE = new Judged(Judgement.NONE, "", "");
    }

    LambdaMetric(String label, String statistic, String unit, Scope scope) {
        this.label = label;
        this.statistic = statistic;
        this.unit = unit;
        this.scope = scope;
    }

    /** AWS's name. */
    public String label() {
        return label;
    }

    /** AWS's name of the statistic. */
    public String statistic() {
        return statistic;
    }

    public String unit() {
        return unit;
    }

    Scope scope() {
        return scope;
    }

    boolean isSum() {
        return statistic.equals("Sum");
    }

    /** What it cannot exceed; 0: nothing known. */
    long limit(FunctionLimits limits) {
        return switch (this) {
            case DURATION -> limits.timeoutMs();
            case CONCURRENT_EXECUTIONS -> limits.concurrency();
            case UNRESERVED_CONCURRENT_EXECUTIONS -> limits.unreserved();
            default -> 0;
        };
    }

    /** @param values of all metrics of the run that have data */
    Judged judge(Map<LambdaMetric, Double> values, FunctionLimits limits) {
        double value = values.get(this);
        return switch (this) {
            case DURATION ->
                above(
                        value,
                        0.5 * limits.timeoutMs(),
                        DURATION_ALERT * limits.timeoutMs(),
                        "50 % of timeout",
                        "80 % of timeout");
            case ERRORS -> errors(value, values.getOrDefault(INVOCATIONS, 0.0));
            case THROTTLES,
                    DEAD_LETTER_ERRORS,
                    ASYNC_EVENTS_DROPPED,
                    DESTINATION_DELIVERY_FAILURES,
                    RECURSIVE_INVOCATIONS_DROPPED,
                    SIGNATURE_VALIDATION_ERRORS -> new Judged(value > 0 ? Judgement.ALERT : Judgement.OK, "0", "> 0");
            case PROVISIONED_CONCURRENCY_SPILLOVER -> new Judged(value > 0 ? Judgement.WARN : Judgement.OK, "0", "");
            case CONCURRENT_EXECUTIONS ->
                limits.concurrency() == 0
                        ? Judged.NONE
                        : above(
                                value,
                                0.8 * limits.concurrency(),
                                CONCURRENCY_ALERT * limits.concurrency(),
                                "80 % of " + limits.concurrency(),
                                "90 % of " + limits.concurrency());
            case UNRESERVED_CONCURRENT_EXECUTIONS -> available(value, limits.unreserved());
            case ITERATOR_AGE, ASYNC_EVENT_AGE -> above(value, AGE_TARGET_MS, AGE_ALERT_MS, "1000 ms", "5000 ms");
            default -> Judged.NONE;
        };
    }

    private static Judged above(double value, double target, double alert, String targetText, String alertText) {
        Judgement judgement = value > alert ? Judgement.ALERT : value < target ? Judgement.OK : Judgement.WARN;
        return new Judged(judgement, "< " + targetText, "> " + alertText);
    }

    private static Judged errors(double errors, double invocations) {
        if (invocations == 0) {
            return Judged.NONE;
        }
        double share = errors / invocations;
        Judgement judgement = share > 0.01 ? Judgement.ALERT : share < 0.001 ? Judgement.OK : Judgement.WARN;
        return new Judged(judgement, "< 0.1 %", String.format(Locale.ROOT, "> 1 %% (it is %.2f %%)", share * 100));
    }

    /** The metric is what is in use; what matters is what is left. */
    private static Judged available(double used, int unreserved) {
        if (unreserved == 0) {
            return Judged.NONE;
        }
        double left = unreserved - used;
        Judgement judgement = left < 50 ? Judgement.ALERT : left > 100 ? Judgement.OK : Judgement.WARN;
        return new Judged(judgement, "> 100 left", String.format(Locale.ROOT, "< 50 left (%.0f are)", left));
    }
}
