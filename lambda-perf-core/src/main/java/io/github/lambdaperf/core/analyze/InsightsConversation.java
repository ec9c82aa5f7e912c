package io.github.lambdaperf.core.analyze;

import io.github.lambdaperf.core.aws.CallFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MalformedQueryException;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatistics;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/**
 * Runs one query after another in CloudWatch Logs Insights: starts it, polls it, fetches all pages. Waits where AWS says that
 * too much is asked for (at most 100 queries at once, 10 calls per second). Thread-safe.
 */
public final class InsightsConversation {
    /** Rows asked for where the query has no {@code limit} of its own. */
    static final int ROW_LIMIT = 10_000;

    private static final Duration FIRST_POLL = Duration.ofMillis(500);
    private static final Duration SLOWEST_POLL = Duration.ofSeconds(3);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    private static final Pattern OWN_LIMIT =
            Pattern.compile("(?im)\\|\\s*(limit|head|tail)\\s+(?:any\\s+)?(\\d+)|^\\s*limit\\s+(\\d+)");
    private static final Pattern OWN_SOURCE = Pattern.compile("(?is)^(\\s|#[^\\n]*\\n)*source\\b.*");
    private static final String POINTER = "@ptr";
    private static final String SERVICE = "CloudWatch Logs";

    private final CloudWatchLogsClient client;
    private final WaitClock clock;

    /** @param client is not closed here */
    public InsightsConversation(CloudWatchLogsClient client, WaitClock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** A failure on the way to an outcome; never leaves this class. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient QueryOutcome.Failure failure;

        Refused(QueryOutcome.Cause cause, String message, double bytesScanned) {
            super(message);
            this.failure = new QueryOutcome.Failure(cause, message, bytesScanned);
        }
    }

    private interface Call<T> {
        T make();
    }

    /**
     * Runs a query to its end.
     *
     * @param deadline moment after which it is stopped
     * @throws InterruptedException after the query was stopped
     */
    public QueryOutcome run(InsightsQuery query, Instant deadline) throws InterruptedException {
        String id = null;
        boolean done = false;
        try {
            id = start(query, deadline);
            GetQueryResultsResponse answer = poll(id, query, deadline);
            done = true;
            if (answer.status() != QueryStatus.COMPLETE) {
                throw new Refused(
                        QueryOutcome.Cause.ENDED,
                        "Logs Insights ended the query with the status " + answer.statusAsString()
                                + " and gave no reason: run perf:analyze again, with a shorter run or fewer log lines if it"
                                + " stays so",
                        bytes(answer.statistics()));
            }
            return rows(id, query, answer, deadline);
        } catch (Refused refused) {
            if (id != null && !done) {
                stop(id);
            }
            return refused.failure;
        } catch (InterruptedException e) {
            if (id != null && !done) {
                stop(id);
            }
            throw e;
        }
    }

    private String start(InsightsQuery query, Instant deadline) throws InterruptedException, Refused {
        boolean ownLimit = OWN_LIMIT.matcher(query.text()).find();
        boolean ownSource = OWN_SOURCE.matcher(query.text()).matches();
        String id = patiently(
                        query,
                        deadline,
                        () -> client.startQuery(request -> {
                            request.startTime(query.from().getEpochSecond())
                                    .endTime(query.to().plusMillis(999).getEpochSecond())
                                    .queryString(query.text());
                            if (!ownSource) {
                                if (query.logGroup().startsWith("arn:")) {
                                    request.logGroupIdentifiers(query.logGroup());
                                } else {
                                    request.logGroupName(query.logGroup());
                                }
                            }
                            if (!ownLimit) {
                                request.limit(ROW_LIMIT);
                            }
                        }))
                .queryId();
        if (id == null || id.isBlank()) {
            throw senseless("StartQuery without a query id");
        }
        return id;
    }

    private static Refused senseless(String why) {
        return new Refused(QueryOutcome.Cause.UNREACHABLE, CallFault.senseless(SERVICE, why), 0);
    }

    private GetQueryResultsResponse poll(String id, InsightsQuery query, Instant deadline)
            throws InterruptedException, Refused {
        Duration pause = FIRST_POLL;
        while (true) {
            GetQueryResultsResponse answer =
                    patiently(query, deadline, () -> client.getQueryResults(r -> r.queryId(id)));
            if (answer.status() == null) {
                throw senseless("GetQueryResults without a status");
            }
            if (answer.status() != QueryStatus.SCHEDULED && answer.status() != QueryStatus.RUNNING) {
                return answer;
            }
            if (!clock.now().plus(pause).isBefore(deadline)) {
                throw new Refused(
                        QueryOutcome.Cause.DEADLINE,
                        "the query was still " + answer.statusAsString() + " at the deadline and was stopped",
                        bytes(answer.statistics()));
            }
            clock.sleep(pause);
            pause = longer(pause, SLOWEST_POLL);
        }
    }

    private QueryOutcome.Rows rows(String id, InsightsQuery query, GetQueryResultsResponse first, Instant deadline)
            throws InterruptedException, Refused {
        Set<String> columns = new LinkedHashSet<>();
        List<Map<String, String>> rows = new ArrayList<>();
        GetQueryResultsResponse page = first;
        while (true) {
            for (List<ResultField> fields : page.results()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (ResultField field : fields) {
                    if (field != null
                            && field.field() != null
                            && field.value() != null
                            && !POINTER.equals(field.field())) {
                        row.put(field.field(), field.value());
                    }
                }
                columns.addAll(row.keySet());
                rows.add(row);
            }
            String token = page.nextToken();
            if (token == null || token.isEmpty()) {
                break;
            }
            page = patiently(
                    query,
                    deadline,
                    () -> client.getQueryResults(r -> r.queryId(id).nextToken(token)));
        }
        QueryStatistics statistics = first.statistics();
        boolean truncated =
                rows.size() >= ROW_LIMIT && !OWN_LIMIT.matcher(query.text()).find();
        return new QueryOutcome.Rows(
                List.copyOf(columns),
                rows,
                truncated,
                statistics == null ? 0 : zeroIfNull(statistics.recordsMatched()),
                statistics == null ? 0 : zeroIfNull(statistics.recordsScanned()),
                bytes(statistics));
    }

    /** Makes a call, again and again while AWS asks for patience. */
    private <T> T patiently(InsightsQuery query, Instant deadline, Call<T> call) throws InterruptedException, Refused {
        Duration pause = FIRST_BACKOFF;
        while (true) {
            String plea;
            try {
                return call.make();
            } catch (MalformedQueryException e) {
                throw new Refused(QueryOutcome.Cause.MALFORMED, MalformedQuery.describe(e, query.text()), 0);
            } catch (ResourceNotFoundException e) {
                throw new Refused(QueryOutcome.Cause.NO_LOG_GROUP, noLogGroup(query.logGroup()), 0);
            } catch (AwsServiceException e) {
                if (!patienceHelps(e)) {
                    throw refused(e);
                }
                plea = CallFault.code(e);
            } catch (AbortedException e) {
                throw interrupted(e);
            } catch (SdkClientException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted(e);
                }
                throw new Refused(QueryOutcome.Cause.UNREACHABLE, CallFault.describe(SERVICE, e), 0);
            }
            if (!clock.now().plus(pause).isBefore(deadline)) {
                throw new Refused(
                        QueryOutcome.Cause.DEADLINE,
                        "CloudWatch Logs answered " + plea + " until the deadline: too many queries or calls at once in"
                                + " this account and region; run perf:analyze again later",
                        0);
            }
            clock.sleep(pause);
            pause = longer(pause, LONGEST_BACKOFF);
        }
    }

    /** Ends the query on the server; a query that has ended already is no matter. */
    private void stop(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            client.stopQuery(request -> request.queryId(id));
        } catch (SdkException ignored) {
            // it ends by itself, and the reason to stop it is the one to report
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static String noLogGroup(String logGroup) {
        return "there is no log group " + logGroup
                + ": Lambda makes it with the first log lines of the function; check that the function may write logs"
                + " (AWSLambdaBasicExecutionRole) and that the region and the account are the function's";
    }

    private static Refused refused(AwsServiceException e) {
        return new Refused(
                CallFault.isDenied(e) ? QueryOutcome.Cause.DENIED : QueryOutcome.Cause.UNREACHABLE,
                CallFault.describe(SERVICE, e),
                0);
    }

    private static boolean patienceHelps(AwsServiceException e) {
        return e.isThrottlingException()
                || e.statusCode() >= 500
                || Set.of("LimitExceededException", "ThrottlingException", "ServiceUnavailableException")
                        .contains(CallFault.code(e));
    }

    private static InterruptedException interrupted(SdkClientException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted in a call to CloudWatch Logs");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static Duration longer(Duration pause, Duration longest) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) > 0 ? longest : twice;
    }

    private static double bytes(QueryStatistics statistics) {
        return statistics == null ? 0 : zeroIfNull(statistics.bytesScanned());
    }

    private static double zeroIfNull(Double value) {
        return value == null ? 0 : value;
    }
}
