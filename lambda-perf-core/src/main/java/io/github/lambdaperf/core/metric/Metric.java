package io.github.lambdaperf.core.metric;

import io.github.lambdaperf.core.threshold.MetricType;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every metric that a run has: its name, type, unit and where its figures come from. No other place names one. */
public enum Metric {
    /** From the intended start to the last byte; the one that is judged. */
    INVOCATION_DURATION("invocation_duration", MetricType.TREND, "ms", "client"),
    /** From the send to the last byte. */
    INVOCATION_SERVICE_TIME("invocation_service_time", MetricType.TREND, "ms", "client"),
    /** Share of invocations that answered without a function error, throttle or failure, and passed their checks. */
    INVOCATION_SUCCESS("invocation_success", MetricType.RATE, "ratio", "client"),
    /** Invocations that were answered or failed. */
    INVOCATIONS("invocations", MetricType.COUNTER, "count", "client"),
    /** Failed invocations of every kind but throttles. */
    INVOCATION_ERRORS("invocation_errors", MetricType.COUNTER, "count", "client"),
    /** HTTP 429. */
    THROTTLES("throttles", MetricType.COUNTER, "count", "client"),
    /** Invocations whose report shows an init or a restore. */
    COLD_STARTS("cold_starts", MetricType.COUNTER, "count", "tail"),
    /** Iterations that finished. */
    ITERATIONS("iterations", MetricType.COUNTER, "count", "client"),
    /** A whole iteration, from its actual start. */
    ITERATION_DURATION("iteration_duration", MetricType.TREND, "ms", "client"),
    /** Arrivals that found no free VU. */
    DROPPED_ITERATIONS("dropped_iterations", MetricType.COUNTER, "count", "client"),
    /** Iterations that were cut off by the end of the run. */
    UNFINISHED_ITERATIONS("unfinished_iterations", MetricType.COUNTER, "count", "client"),
    /** VUs in use, at the end. */
    VUS("vus", MetricType.GAUGE, "count", "client"),
    /** Largest number of VUs that there were. */
    VUS_MAX("vus_max", MetricType.GAUGE, "count", "client"),
    /** Share of checks that held. */
    CHECKS("checks", MetricType.RATE, "ratio", "client"),
    /** Lateness of sends against the schedule, open executors only. */
    SEND_LAG("send_lag", MetricType.TREND, "ms", "client"),
    /** k6's name for the HTTP exchange without waiting for a connection: the service time. */
    HTTP_REQ_DURATION("http_req_duration", MetricType.TREND, "ms", "client"),
    /** k6's count of HTTP exchanges. */
    HTTP_REQS("http_reqs", MetricType.COUNTER, "count", "client"),
    /** Until there was a connection to use, or room to open one. */
    HTTP_REQ_BLOCKED("http_req_blocked", MetricType.TREND, "ms", "client"),
    /** Look-up of the name and TCP connection; 0 on a kept connection. */
    HTTP_REQ_CONNECTING("http_req_connecting", MetricType.TREND, "ms", "client"),
    /** TLS handshake; 0 on a kept connection. */
    HTTP_REQ_TLS_HANDSHAKING("http_req_tls_handshaking", MetricType.TREND, "ms", "client"),
    /** Until the request was written. */
    HTTP_REQ_SENDING("http_req_sending", MetricType.TREND, "ms", "client"),
    /** From there to the head of the answer. */
    HTTP_REQ_WAITING("http_req_waiting", MetricType.TREND, "ms", "client"),
    /** From there to the last byte. */
    HTTP_REQ_RECEIVING("http_req_receiving", MetricType.TREND, "ms", "client"),
    /** Share of HTTP exchanges with a status of 400 or more, or none. */
    HTTP_REQ_FAILED("http_req_failed", MetricType.RATE, "ratio", "client"),
    /** Bytes written. */
    DATA_SENT("data_sent", MetricType.COUNTER, "bytes", "client"),
    /** Bytes read. */
    DATA_RECEIVED("data_received", MetricType.COUNTER, "bytes", "client"),
    /** Duration of REPORT: the handler's time, without init. */
    SERVER_DURATION("server_duration", MetricType.TREND, "ms", "tail"),
    /** Billed Duration of REPORT: with init, as billed. */
    BILLED_DURATION("billed_duration", MetricType.TREND, "ms", "tail"),
    /** Init Duration of REPORT, cold starts only. */
    INIT_DURATION("init_duration", MetricType.TREND, "ms", "tail"),
    /** Restore Duration of REPORT, SnapStart only. */
    RESTORE_DURATION("restore_duration", MetricType.TREND, "ms", "tail"),
    /** Max Memory Used of REPORT. */
    MAX_MEMORY_USED("max_memory_used", MetricType.TREND, "MB", "tail"),
    /** Messages that a queue, topic or bus has taken. */
    MESSAGES_SENT("messages_sent", MetricType.COUNTER, "count", "client"),
    /** A send of one message or batch, from its intended start to the answer. */
    SEND_DURATION("send_duration", MetricType.TREND, "ms", "client"),
    /** Share of sends that were taken whole, and passed their checks. */
    SEND_SUCCESS("send_success", MetricType.RATE, "ratio", "client"),
    /** From a message's intended start until the function has handled it. */
    END_TO_END_DURATION("end_to_end_duration", MetricType.TREND, "ms", "delivery"),
    /** Messages that the function has handled. */
    MESSAGES_DELIVERED("messages_delivered", MetricType.COUNTER, "count", "delivery"),
    /** Messages still queued, or being tried, at the end. */
    MESSAGES_IN_FLIGHT("messages_in_flight", MetricType.GAUGE, "count", "delivery"),
    /** Messages in a dead-letter queue or at the on-failure destination. */
    MESSAGES_DEAD_LETTERED("messages_dead_lettered", MetricType.COUNTER, "count", "delivery"),
    /** Messages of which there is no trace. */
    MESSAGES_LOST("messages_lost", MetricType.COUNTER, "count", "delivery"),
    /** Deliveries of a message beyond the first. */
    MESSAGES_DUPLICATED("messages_duplicated", MetricType.COUNTER, "count", "delivery"),
    /** Tries of a message beyond the first. */
    MESSAGE_RETRIES("message_retries", MetricType.COUNTER, "count", "delivery"),
    /** What the scenario's invocations cost. */
    COST("cost", MetricType.GAUGE, "USD", "computed"),
    /** Highest rate that held in a search for the breaking point, in iterations per second. */
    BREAKPOINT_RATE("breakpoint_rate", MetricType.GAUGE, "1/s", "computed"),
    /** What a million of them would cost. */
    COST_PER_MILLION("cost_per_million", MetricType.GAUGE, "USD", "computed");

    /** Names that the guide's k6 scripts give to the same things. */
    private static final Map<String, Metric> ALIASES = Map.of(
            "lambda_invocation_duration", INVOCATION_DURATION,
            "lambda_success_rate", INVOCATION_SUCCESS,
            "lambda_invocations", INVOCATIONS,
            "lambda_cold_starts", COLD_STARTS,
            "api_response_time", INVOCATION_DURATION,
            "api_success_rate", INVOCATION_SUCCESS,
            "sqs_messages_sent", MESSAGES_SENT,
            "sqs_send_duration", SEND_DURATION);

    private final String label;
    private final MetricType type;
    private final String unit;
    private final String source;

    Metric(String label, MetricType type, String unit, String source) {
        this.label = label;
        this.type = type;
        this.unit = unit;
        this.source = source;
    }

    /** Name in scenario files, records and reports. */
    public String label() {
        return label;
    }

    public MetricType type() {
        return type;
    }

    public String unit() {
        return unit;
    }

    /** {@code client}, {@code tail}, {@code delivery} or {@code computed}. */
    public String source() {
        return source;
    }

    /** Whether it is about messages, which only some scenarios send. */
    public boolean ofMessages() {
        return ordinal() >= MESSAGES_SENT.ordinal() && ordinal() <= MESSAGE_RETRIES.ordinal();
    }

    /** Whether it is about invocations that the client makes itself. */
    public boolean ofInvocations() {
        return ordinal() <= INVOCATION_ERRORS.ordinal();
    }

    /** The metric of a name or of one of the guide's names for it. */
    public static Optional<Metric> named(String name) {
        for (Metric metric : values()) {
            if (metric.label.equals(name)) {
                return Optional.of(metric);
            }
        }
        return Optional.ofNullable(ALIASES.get(name));
    }

    /** Every name that a threshold may use, with its type. */
    public static SortedMap<String, MetricType> names() {
        SortedMap<String, MetricType> names = new TreeMap<>();
        ALIASES.forEach((alias, metric) -> names.put(alias, metric.type));
        for (Metric metric : values()) {
            names.put(metric.label, metric.type);
        }
        return names;
    }
}
