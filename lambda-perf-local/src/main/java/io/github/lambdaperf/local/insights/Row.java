package io.github.lambdaperf.local.insights;

import java.util.HashMap;
import java.util.Map;

/** One row between two commands: the fields of an event, if it is one, and the names the query has defined. */
final class Row {
    private final EventFields event;
    private Map<String, Value> defined;

    Row(EventFields event) {
        this(event, Map.of());
    }

    private Row(EventFields event, Map<String, Value> defined) {
        this.event = event;
        this.defined = defined;
    }

    /** The event's fields, or {@code null} for a row that {@code stats} made. */
    EventFields event() {
        return event;
    }

    /** A defined name hides the event's field of that name even where its value is missing. */
    Value get(String name) {
        Value value = defined.get(name);
        return value != null || event == null || defined.containsKey(name) ? value : event.get(name);
    }

    void define(String name, Value value) {
        if (defined.isEmpty()) {
            defined = new HashMap<>();
        }
        defined.put(name, value);
    }

    Row copy() {
        return new Row(event, defined.isEmpty() ? defined : new HashMap<>(defined));
    }
}
