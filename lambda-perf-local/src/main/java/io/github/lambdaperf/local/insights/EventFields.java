package io.github.lambdaperf.local.insights;

import io.github.lambdaperf.local.insights.Value.Text;
import io.github.lambdaperf.local.insights.Value.Time;
import java.util.HashMap;
import java.util.Map;

/** The fields of one event, discovered when the first query expression asks for them. */
final class EventFields {
    private final LogRecord event;
    private Map<String, Value> lambda;
    private Map<String, Value> json;

    EventFields(LogRecord event) {
        this.event = event;
    }

    LogRecord event() {
        return event;
    }

    Value get(String name) {
        if (name.charAt(0) != '@' || name.startsWith("@@")) {
            if (json == null) {
                json = new HashMap<>();
                JsonFragment.discover(event.message(), json);
            }
            return json.get(name);
        }
        return switch (name) {
            case "@message" -> new Text(event.message());
            case "@timestamp" -> new Time(event.timestamp());
            case "@ingestionTime" -> new Time(event.ingestionTime());
            case "@logStream" -> text(event.logStream());
            case "@log" -> text(event.log());
            case "@ptr" -> text(event.ptr());
            default -> {
                if (lambda == null) {
                    lambda = new HashMap<>();
                    LambdaLine.discover(event.message(), lambda);
                }
                yield lambda.get(name);
            }
        };
    }

    private static Value text(String text) {
        return text == null ? null : new Text(text);
    }
}
