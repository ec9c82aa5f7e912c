package io.github.lambdaperf.core.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Properties;

/** Days on which Lambda deprecates runtimes, from the resource {@code runtimes.properties}. */
final class RuntimeDates {
    private static final String RESOURCE = "runtimes.properties";

    private final Properties dates = new Properties();

    RuntimeDates() {
        try (InputStream in = RuntimeDates.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the jar");
            }
            dates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The day, where it is known. @param runtime such as {@code java21} */
    Optional<LocalDate> deprecated(String runtime) {
        return Optional.ofNullable(dates.getProperty(runtime)).map(LocalDate::parse);
    }
}
