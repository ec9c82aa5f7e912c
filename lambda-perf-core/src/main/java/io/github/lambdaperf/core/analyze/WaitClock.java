package io.github.lambdaperf.core.analyze;

import java.time.Duration;
import java.time.Instant;

/** Time, for code that waits; a test's time passes at once. */
public interface WaitClock {

    /** The machine's. */
    WaitClock SYSTEM = new WaitClock() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    Instant now();

    /** Returns after that time. */
    void sleep(Duration duration) throws InterruptedException;
}
