package io.github.lambdaperf.core.invoke;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** The difference of AWS's clock to this machine's. */
final class ServerClock {
    private static final Duration SKEW = Duration.ofMinutes(4);
    private static final Set<Integer> CLOCK_ERRORS = Set.of(400, 403);

    private volatile Duration offset = Duration.ZERO;

    /** Begins with what is known beforehand. */
    void start(Duration known) {
        offset = known;
    }

    /** The time that AWS accepts. */
    Instant now() {
        return Instant.now().plus(offset);
    }

    /** AWS refuses signatures of another time than its own; what it refuses says what time it has. */
    void learn(AnswerHead head) {
        String date = CLOCK_ERRORS.contains(head.status()) ? head.header("Date") : null;
        if (date == null) {
            return;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration difference = Duration.between(Instant.now(), theirs);
            if (difference.abs().compareTo(SKEW) > 0) {
                offset = difference;
            }
        } catch (DateTimeException e) {
            // a date that is none says nothing of the clock
        }
    }
}
