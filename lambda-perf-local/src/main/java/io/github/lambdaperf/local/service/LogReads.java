package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.logs.LogEvent;
import io.github.lambdaperf.local.logs.LogStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** FilterLogEvents and GetLogEvents. Times are epoch milliseconds. */
final class LogReads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_PAGE = 10_000;

    // A place between events, as a token: all up to this event have been seen.
    private record Place(long timestamp, long sequence) {

        static Place parse(String token) {
            String[] parts = token.split("/", -1);
            try {
                return new Place(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw AwsError.invalidParameter("The specified nextToken is invalid.");
            }
        }

        static Place of(LogEvent event) {
            return new Place(event.timestamp(), event.sequence());
        }

        boolean isBefore(LogEvent event) {
            return timestamp < event.timestamp() || timestamp == event.timestamp() && sequence < event.sequence();
        }

        String token(String direction) {
            return direction + "/" + timestamp + "/" + sequence;
        }
    }

    private final LogStore store;

    LogReads(LogStore store) {
        this.store = store;
    }

    /** Events of groups that exist. */
    ObjectNode filter(JsonNode input, Set<String> groups) {
        FilterPattern pattern = new FilterPattern(input.path("filterPattern").asText(""));
        Set<String> streams = new LinkedHashSet<>();
        input.path("logStreamNames").forEach(name -> streams.add(name.asText()));
        String prefix = input.path("logStreamNamePrefix").asText("");
        int limit = Inputs.inRange(input, "limit", 1, LARGEST_PAGE, LARGEST_PAGE);
        Place after = input.hasNonNull("nextToken")
                ? Place.parse(input.path("nextToken").asText())
                : new Place(Long.MIN_VALUE, 0);
        long from = Math.max(input.path("startTime").asLong(0), after.timestamp());
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("events");
        reply.putArray("searchedLogStreams");
        Place last = null;
        for (LogEvent event : store.events(groups, from, input.path("endTime").asLong(Long.MAX_VALUE))) {
            if (!after.isBefore(event)
                    || !streams.isEmpty() && !streams.contains(event.stream())
                    || !event.stream().startsWith(prefix)
                    || !pattern.test(event.message())) {
                continue;
            }
            if (list.size() == limit) {
                reply.put("nextToken", last.token("f"));
                break;
            }
            last = Place.of(event);
            write(list.addObject().put("logStreamName", event.stream()), event).put("eventId", event.eventId());
        }
        return reply;
    }

    private static ObjectNode write(ObjectNode node, LogEvent event) {
        return node.put("timestamp", event.timestamp())
                .put("message", event.message())
                .put("ingestionTime", event.ingestionTime());
    }

    /**
     * Events of one stream that exists: the latest page first unless {@code startFromHead}. As on AWS, a token is
     * returned at the end of the stream too, the one that was given.
     */
    ObjectNode get(JsonNode input, String group, String stream) {
        int limit = Inputs.inRange(input, "limit", 1, LARGEST_PAGE, LARGEST_PAGE);
        long from = input.path("startTime").asLong(0);
        long to = input.path("endTime").asLong(Long.MAX_VALUE);
        // The end is exclusive here, other than for FilterLogEvents.
        List<LogEvent> events = store.events(Set.of(group), from, to == Long.MAX_VALUE ? to : to - 1).stream()
                .filter(event -> event.stream().equals(stream))
                .toList();
        String token = input.path("nextToken").asText("");
        int first;
        int end;
        if (token.startsWith("b/")) {
            Place before = Place.parse(token);
            end = (int) events.stream()
                    .filter(event -> !Place.of(event).equals(before) && !before.isBefore(event))
                    .count();
            first = Math.max(0, end - limit);
        } else if (!token.isEmpty()) {
            Place after = Place.parse(token);
            first = (int)
                    events.stream().filter(event -> !after.isBefore(event)).count();
            end = Math.min(events.size(), first + limit);
        } else if (input.path("startFromHead").asBoolean()) {
            first = 0;
            end = Math.min(events.size(), limit);
        } else {
            end = events.size();
            first = Math.max(0, end - limit);
        }
        List<LogEvent> page = events.subList(first, end);
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode list = reply.putArray("events");
        page.forEach(event -> write(list.addObject(), event));
        Place none = token.isEmpty() ? new Place(from, 0) : Place.parse(token);
        reply.put(
                "nextForwardToken",
                page.isEmpty()
                        ? none.token("f")
                        : Place.of(page.get(page.size() - 1)).token("f"));
        reply.put(
                "nextBackwardToken",
                page.isEmpty() ? none.token("b") : Place.of(page.get(0)).token("b"));
        return reply;
    }
}
