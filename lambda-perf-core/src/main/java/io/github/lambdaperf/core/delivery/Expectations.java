package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.record.DeliveryRecord.Expectation;
import io.github.lambdaperf.core.scenario.ExpectSpec;
import io.github.lambdaperf.core.scenario.FailureSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Holds what became of the messages against the {@code expect:} section. */
final class Expectations {
    private static final int IDS = 5;

    private final Scenario scenario;
    private final SentMessages messages;
    private final boolean known;

    /** @param known whether somebody tells what the function took, and how often it was tried */
    Expectations(Scenario scenario, SentMessages messages, boolean known) {
        this.scenario = scenario;
        this.messages = messages;
        this.known = known;
    }

    List<Expectation> judge(long duplicates, long inFlight, long lost) {
        ExpectSpec expect = scenario.expect();
        if (expect == null) {
            return List.of();
        }
        List<Expectation> judged = new ArrayList<>();
        judged.add(count("lost", expect.lost(), lost, message -> !message.ended() || message.givenUp()));
        judged.add(count("duplicates", expect.duplicates(), duplicates, message -> message.handled() > 1));
        judged.add(count("in flight", expect.inFlight(), inFlight, message -> !message.ended()));
        expect.outcomes().forEach((name, outcome) -> judged.add(outcome(name, outcome)));
        return judged;
    }

    private Expectation count(String name, long most, long found, Predicate<SentMessages.Message> violates) {
        List<String> ids = found > most ? ids(violates) : List.of();
        return new Expectation(name, "at most " + most, Long.toString(found), found <= most, ids);
    }

    private List<String> ids(Predicate<SentMessages.Message> violates) {
        List<String> ids = new ArrayList<>();
        for (long number = 0; number < messages.made() && ids.size() < IDS; number++) {
            SentMessages.Message message = messages.get(number);
            if (message.sent() && violates.test(message)) {
                ids.add(id(message));
            }
        }
        return ids;
    }

    private static String id(SentMessages.Message message) {
        return message.id() == null ? "number " + message.number() : message.id();
    }

    private Expectation outcome(String name, ExpectSpec.Outcome outcome) {
        int kind = kind(name);
        boolean countsRetries = outcome.retries() != null;
        long all = 0;
        long ended = 0;
        long retried = 0;
        List<String> ids = new ArrayList<>();
        for (long number = 0; number < messages.made(); number++) {
            SentMessages.Message message = messages.get(number);
            if (!message.sent() || message.kind() != kind) {
                continue;
            }
            all++;
            boolean there = isAt(message, outcome.end());
            boolean tries = !countsRetries || !known || message.retries() == outcome.retries();
            ended += there ? 1 : 0;
            retried += tries ? 1 : 0;
            if ((!there || !tries) && ids.size() < IDS) {
                ids.add(id(message) + " (" + describe(message) + ")");
            }
        }
        String wanted = "each " + outcome.end().label() + (countsRetries ? " after " + retries(outcome.retries()) : "");
        String found = ended + " of " + all + " " + outcome.end().label();
        if (countsRetries) {
            found += known
                    ? ", " + retried + " of " + all + " after " + retries(outcome.retries())
                    : ", retries cannot be counted here";
        }
        return new Expectation(name, wanted, found, ids.isEmpty(), ids);
    }

    private static String retries(int count) {
        return count + (count == 1 ? " retry" : " retries");
    }

    private boolean isAt(SentMessages.Message message, ExpectSpec.End end) {
        return switch (end) {
            case HANDLED ->
                known
                        ? message.handled() > 0 && !message.deadLetter() && !message.onFailure()
                        : !message.deadLetter() && !message.onFailure();
            case DEAD_LETTER -> message.deadLetter();
            case ON_FAILURE -> message.onFailure();
            case ON_SUCCESS -> message.onSuccess();
        };
    }

    private String describe(SentMessages.Message message) {
        String end = message.deadLetter()
                ? "dead-letter"
                : message.onFailure()
                        ? "on-failure"
                        : message.handled() > 0
                                ? "handled"
                                : message.givenUp() ? "given up, with nowhere to go" : "still under way";
        return known ? end + ", " + retries(message.retries()) : end;
    }

    private int kind(String name) {
        List<String> names = scenario.failures().stream().map(FailureSpec::name).toList();
        return names.indexOf(name);
    }
}
