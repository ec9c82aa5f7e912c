package io.github.lambdaperf.core.doctor;

import java.util.Locale;

/**
 * One item of the checklist.
 *
 * @param check name of the item, such as {@code timeout}
 * @param what was found, with the figures
 * @param fix the command or setting that mends it; empty: nothing to do
 */
public record Finding(String check, Level level, String what, String fix) {

    /** How an item ended. */
    public enum Level {
        OK,
        /** The load can run, and its result suffers or something is missing around it. */
        WARN,
        /** The load or its analysis cannot succeed as things are. */
        FAIL,
        /** Does not apply, or cannot be told. */
        SKIPPED;

        /** For terminals: four letters at most. */
        public String label() {
            return this == SKIPPED ? "skip" : name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Level.OK, what, "");
    }

    static Finding warn(String check, String what, String fix) {
        return new Finding(check, Level.WARN, what, fix);
    }

    static Finding fail(String check, String what, String fix) {
        return new Finding(check, Level.FAIL, what, fix);
    }

    static Finding skipped(String check, String what) {
        return new Finding(check, Level.SKIPPED, what, "");
    }

    /** True where a strict build fails. */
    public boolean isFault() {
        return level == Level.WARN || level == Level.FAIL;
    }
}
