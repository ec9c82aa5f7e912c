package io.github.lambdaperf.core.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import net.datafaker.Faker;

/**
 * Realistic data by Datafaker, from the stream of chance of the iteration that asks. Loaded when the first expression
 * asks.
 */
final class FakeData {
    private static final Map<Locale, FakeData> BY_LOCALE = new ConcurrentHashMap<>();

    private final Source source = new Source();
    private final Faker faker;

    private FakeData(Locale locale) {
        this.faker = new Faker(locale, source);
    }

    static FakeData of(String language) {
        return BY_LOCALE.computeIfAbsent(Locale.forLanguageTag(language), FakeData::new);
    }

    /**
     * A value.
     *
     * @param expression in Datafaker's words, such as {@code name.fullName}
     * @throws IllegalArgumentException where there is no such data
     */
    synchronized String value(String expression, SplittableRandom random) {
        source.random = random;
        try {
            return faker.expression("#{" + expression + "}");
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "there is no fake data '" + expression + "'; see datafaker.net for providers, such as"
                            + " name.fullName, internet.emailAddress, address.city, number.numberBetween '1','100'",
                    e);
        }
    }

    /** Draws on whichever stream is at work. */
    private static final class Source extends Random {
        private static final long serialVersionUID = 1L;

        private transient SplittableRandom random = new SplittableRandom(0);

        @Override
        protected int next(int bits) {
            return random == null ? 0 : random.nextInt() >>> (32 - bits);
        }
    }
}
