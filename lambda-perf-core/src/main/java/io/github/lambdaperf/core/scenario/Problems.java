package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.PerfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong in scenario files, each with its place. */
final class Problems {

    /**
     * A place in a file.
     *
     * @param file as shown to the user
     * @param line from 1; 0: the whole file
     * @param column from 1
     */
    record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line + ":" + column;
        }
    }

    private record Problem(Place place, String what, String found, String allowed) {
        String text() {
            StringBuilder text = new StringBuilder().append(place).append(": ").append(what);
            if (found != null) {
                text.append("\n    found:   ").append(found);
            }
            if (allowed != null) {
                text.append("\n    allowed: ").append(allowed);
            }
            return text.toString();
        }
    }

    private final List<Problem> problems = new ArrayList<>();

    /** Adds a problem; {@code found} and {@code allowed} may be null. */
    void add(Place place, String what, String found, String allowed) {
        problems.add(new Problem(place, what, found, allowed));
    }

    void addAll(Problems others) {
        problems.addAll(others.problems);
    }

    int size() {
        return problems.size();
    }

    /** One exception with all problems, where there are any. */
    void throwIfAny() {
        throwIfAny("the scenario files; nothing was sent");
    }

    /** @param where the problems are, and what they prevented */
    void throwIfAny(String where) {
        if (problems.isEmpty()) {
            return;
        }
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing((Problem problem) -> problem.place().file())
                .thenComparingInt(problem -> problem.place().line())
                .thenComparingInt(problem -> problem.place().column()));
        StringBuilder text = new StringBuilder();
        text.append(sorted.size() == 1 ? "1 problem" : sorted.size() + " problems")
                .append(" in ")
                .append(where)
                .append('.');
        for (Problem problem : sorted) {
            text.append("\n\n").append(problem.text());
        }
        throw PerfException.user(text.toString());
    }
}
