package io.github.lambdaperf.local.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.AsyncOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of messages that carry a mark, {@code lambda-perf/RUN/NUMBER}, anywhere in their event; of no others. Kept
 * until it is asked for what comes later. Confined to the event loop.
 */
public final class HandledMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARK = Pattern.compile("lambda-perf/[\\w.:-]+/\\d{1,18}");
    private static final int PAGE = 5000;

    private record Entry(
            long number, String mark, boolean success, boolean givenUp, int attempts, int invocations, long atMicros) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long next;

    /**
     * A batch's message was tried once.
     *
     * @param record of the event
     * @param first whether it is the first of its batch
     */
    void tried(String record, boolean success, boolean first) {
        add(record, success, false, 1, first ? 1 : 0);
    }

    /** An asynchronous invocation has ended. */
    void ended(AsyncOutcome outcome) {
        String event = new String(outcome.event().payload(), StandardCharsets.UTF_8);
        add(event, outcome.succeeded(), !outcome.succeeded(), outcome.invocations(), outcome.invocations());
    }

    private void add(String text, boolean success, boolean givenUp, int attempts, int invocations) {
        Matcher matcher = MARK.matcher(text);
        if (matcher.find()) {
            Instant now = Instant.now();
            long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
            entries.addLast(new Entry(next++, matcher.group(), success, givenUp, attempts, invocations, micros));
        }
    }

    /**
     * A page of entries as JSON: {@code {"next":N,"handled":[...]}}. Those before {@code from} are forgotten.
     *
     * @param from number of the first entry wanted
     */
    public String page(long from) {
        while (!entries.isEmpty() && entries.peekFirst().number() < from) {
            entries.removeFirst();
        }
        ObjectNode page = JSON.createObjectNode();
        ArrayNode handled = page.putArray("handled");
        long after = from;
        for (Entry entry : entries) {
            if (handled.size() == PAGE) {
                break;
            }
            handled.addObject()
                    .put("mark", entry.mark())
                    .put("success", entry.success())
                    .put("givenUp", entry.givenUp())
                    .put("attempts", entry.attempts())
                    .put("invocations", entry.invocations())
                    .put("atMicros", entry.atMicros());
            after = entry.number() + 1;
        }
        return page.put("next", after).toString();
    }
}
