package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.invoke.InvokeResponse;
import io.github.lambdaperf.core.record.ErrorRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Failed invocations by kind, each with the first message of its kind. Not thread-safe: the recorder that owns it locks. */
final class ErrorKinds {
    private static final int KINDS = 50;
    private static final int MESSAGE_LENGTH = 300;

    private record Key(String outcome, String type, String reason) {}

    private static final class Kind {
        private final Key shown;
        private final String message;
        private final String requestId;
        private long count;

        Kind(Key shown, String message, String requestId) {
            this.shown = shown;
            this.message = message;
            this.requestId = requestId;
        }
    }

    private final Map<Key, Kind> kinds = new LinkedHashMap<>();

    /**
     * Counts one: the one place where words of others pass on their way to records, of which only the first of a kind are
     * kept.
     *
     * @param mask takes secrets out of them
     */
    void add(InvokeResponse response, UnaryOperator<String> mask) {
        Key key = new Key(response.outcome().label(), response.errorType(), response.reason());
        Kind known = kinds.get(key);
        if (known == null) {
            known = kind(key, mask, response.errorMessage(), response.requestId());
        }
        known.count++;
    }

    /** Adds those of another generator. */
    void add(List<ErrorRecord> others) {
        for (ErrorRecord other : others) {
            Key key = new Key(other.outcome(), other.type(), other.reason());
            kind(key, UnaryOperator.identity(), other.message(), other.requestId()).count += other.count();
        }
    }

    private Kind kind(Key key, UnaryOperator<String> mask, String message, String requestId) {
        Key kept = kinds.size() < KINDS || kinds.containsKey(key) ? key : new Key(key.outcome(), "other", null);
        return kinds.computeIfAbsent(
                kept,
                k -> new Kind(
                        new Key(k.outcome(), mask.apply(k.type()), mask.apply(k.reason())),
                        shortened(mask.apply(message)),
                        requestId));
    }

    /** Most frequent first. */
    List<ErrorRecord> records() {
        return kinds.values().stream()
                .map(kind -> new ErrorRecord(
                        kind.shown.outcome(),
                        kind.shown.type(),
                        kind.shown.reason(),
                        kind.message,
                        kind.count,
                        kind.requestId))
                .sorted(Comparator.comparingLong(ErrorRecord::count).reversed())
                .toList();
    }

    private static String shortened(String message) {
        return message == null || message.length() <= MESSAGE_LENGTH
                ? message
                : message.substring(0, MESSAGE_LENGTH) + "…";
    }
}
