package io.github.lambdaperf.core.trace;

import io.github.lambdaperf.core.analyze.WaitClock;
import io.github.lambdaperf.core.aws.XRayApi;
import io.github.lambdaperf.core.record.AnalysisRecord.QueryRecord;
import io.github.lambdaperf.core.record.SlowInvocation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Fetches the traces of the slowest invocations that were sampled, and sums up their segments. */
public final class SlowTraces {
    /** Name of the analysis in a record. */
    public static final String NAME = "xray-slowest";

    private static final String TITLE = "X-Ray traces of the slowest sampled requests";
    private static final List<String> COLUMNS = List.of(
            "trace", "request", "totalMs", "initializationMs", "invocationMs", "overheadMs", "downstream", "failed");
    private static final Duration POLL = Duration.ofSeconds(5);

    private final XRayApi client;
    private final WaitClock clock;
    private final Consumer<String> progress;

    /** @param progress takes a line for the reader now and then */
    public SlowTraces(XRayApi client, WaitClock clock, Consumer<String> progress) {
        this.client = client;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads the traces; X-Ray has them some seconds after the invocation.
     *
     * @param slowest requests; those that were not sampled are left out
     * @param deadline after which what is there is taken
     * @return with an error in the place of rows where X-Ray cannot be asked
     */
    public QueryRecord read(List<SlowInvocation> slowest, Instant deadline) throws InterruptedException {
        Map<String, String> requests = new LinkedHashMap<>();
        slowest.stream()
                .filter(slow -> slow.traceId() != null)
                .forEach(slow -> requests.put(slow.traceId(), slow.requestId()));
        String text = "BatchGetTraces of " + requests.size() + " of the " + slowest.size()
                + " slowest requests; the others were not sampled";
        try {
            Map<String, TraceSummary> found = new LinkedHashMap<>();
            fetch(requests.keySet(), found);
            while (found.size() < requests.size() && clock.now().plus(POLL).isBefore(deadline)) {
                progress.accept("waiting for X-Ray: " + found.size() + " of " + requests.size() + " traces are there");
                clock.sleep(POLL);
                Set<String> missing = new LinkedHashSet<>(requests.keySet());
                missing.removeAll(found.keySet());
                fetch(missing, found);
            }
            String incomplete = found.size() == requests.size()
                    ? ""
                    : " -- incomplete: " + (requests.size() - found.size()) + " had not arrived";
            return new QueryRecord(NAME, TITLE, text + incomplete, COLUMNS, rows(requests, found), null);
        } catch (XRayApi.Refusal e) {
            String why = e.status() == 403
                    ? "X-Ray denied the call (" + e.getMessage() + "): allow xray:BatchGetTraces"
                    : "X-Ray answered HTTP " + e.status() + ": " + e.getMessage();
            return new QueryRecord(NAME, TITLE, text, List.of(), List.of(), why);
        } catch (UncheckedIOException e) {
            String why = "X-Ray could not be reached: " + e.getMessage();
            return new QueryRecord(NAME, TITLE, text, List.of(), List.of(), why);
        }
    }

    private void fetch(Set<String> wanted, Map<String, TraceSummary> found) {
        List<String> ids = new ArrayList<>(wanted);
        for (int from = 0; from < ids.size(); from += XRayApi.MOST_IDS) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + XRayApi.MOST_IDS));
            for (XRayApi.Trace trace : client.batchGetTraces(part)) {
                // a trace without segments is still on its way
                if (!trace.documents().isEmpty()) {
                    found.put(trace.id(), TraceSummary.of(trace.id(), trace.documents()));
                }
            }
        }
    }

    private static List<Map<String, String>> rows(Map<String, String> requests, Map<String, TraceSummary> found) {
        List<Map<String, String>> rows = new ArrayList<>();
        requests.forEach((id, request) -> {
            TraceSummary trace = found.get(id);
            if (trace != null) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("trace", id);
                if (request != null) {
                    row.put("request", request);
                }
                row.put("totalMs", ms(trace.totalMs()));
                row.put("initializationMs", ms(trace.initMs()));
                row.put("invocationMs", ms(trace.invocationMs()));
                row.put("overheadMs", ms(trace.overheadMs()));
                row.put("downstream", trace.downstreamText());
                row.put("failed", trace.failed() ? "yes" : "");
                rows.add(row);
            }
        });
        return rows;
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
