package io.github.lambdaperf.core.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Run ids: the UTC time to the millisecond, so that they sort by time and say when. */
public final class RunIds {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunIds() {}

    /** The id of a run that starts at this instant. */
    public static String at(Instant instant) {
        return FORMAT.format(instant);
    }
}
