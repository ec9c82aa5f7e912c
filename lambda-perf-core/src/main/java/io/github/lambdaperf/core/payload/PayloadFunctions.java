package io.github.lambdaperf.core.payload;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.commons.jexl3.JexlContext;

/**
 * Variables and functions of the expressions in a payload, for one iteration. Public because expressions call its
 * methods; not for use by other code.
 */
public final class PayloadFunctions implements JexlContext {
    static final Set<String> NAMES = Set.of("randomInt", "random", "uuid", "oneOf", "isoNow", "fake");
    static final Set<String> VARIABLES = Set.of("vu", "iteration", "scenario", "runId", "now", "index", "row");

    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final IterationContext iteration;
    private final SplittableRandom random;
    private int index;

    PayloadFunctions(IterationContext iteration, long seed) {
        this.iteration = iteration;
        this.random = new SplittableRandom(iteration.stream(seed));
    }

    /** A whole number from min to max, both included. */
    public long randomInt(long min, long max) {
        if (min > max) {
            throw new IllegalArgumentException("randomInt(" + min + ", " + max + "): the first is the larger");
        }
        if (max < Long.MAX_VALUE) {
            return random.nextLong(min, max + 1);
        }
        return min > Long.MIN_VALUE ? random.nextLong(min - 1, max) + 1 : random.nextLong();
    }

    /** A number from 0 (included) to 1 (excluded). */
    public double random() {
        return random.nextDouble();
    }

    /** A random (version 4) UUID. */
    public String uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~0xC000_0000_0000_0000L | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** One of the values, each with the same chance. */
    public Object oneOf(Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("oneOf() needs values");
        }
        return values[random.nextInt(values.length)];
    }

    /** Realistic data in English, in Datafaker's words: {@code fake('name.fullName')}. */
    public String fake(String expression) {
        return fake(expression, "en");
    }

    /** Realistic data in a language, such as {@code de-AT}. */
    public String fake(String expression, String language) {
        return FakeData.of(language).value(expression, random);
    }

    /** The clock as {@code 2026-11-23T06:17:05.250Z}. */
    public String isoNow() {
        return ISO_MILLIS.format(Instant.ofEpochMilli(iteration.nowMillis()));
    }

    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    @Override
    public Object get(String name) {
        return switch (name) {
            case "vu" -> iteration.vu();
            case "iteration" -> iteration.iteration();
            case "scenario" -> iteration.scenario();
            case "runId" -> iteration.runId();
            case "now" -> iteration.nowMillis();
            case "index" -> index;
            case "row" -> iteration.row();
            default -> null;
        };
    }

    @Override
    public boolean has(String name) {
        return VARIABLES.contains(name);
    }

    @Override
    public void set(String name, Object value) {
        throw new UnsupportedOperationException("expressions cannot assign '" + name + "'");
    }
}
