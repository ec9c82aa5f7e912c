package io.github.lambdaperf.local.environment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may run how much at a time: a function with reserved concurrency has that for itself, all others share what is
 * left. Provisioned concurrency takes its part whether it is used or not. Confined to the event loop.
 */
final class ConcurrencyLimits {

    private final int account;
    private final Collection<LocalFunction> functions;
    private final Map<String, Integer> onDemand = new HashMap<>();

    ConcurrencyLimits(int account, Collection<LocalFunction> functions) {
        this.account = account;
        this.functions = functions;
    }

    int account() {
        return account;
    }

    /** What is left to functions that have none reserved. */
    int unreserved() {
        return account
                - functions.stream()
                        .mapToInt(function -> function.reservedConcurrency().orElse(0))
                        .sum();
    }

    /** What of the unreserved part is not provisioned for a function. */
    int unprovisioned() {
        return unreserved() - shared().mapToInt(LocalFunction::provisionedTotal).sum();
    }

    /** Takes a place for an invocation in an environment that is not provisioned. */
    Admission enter(LocalFunction function) {
        if (function.reservedConcurrency().isPresent()) {
            if (used(function) >= function.reservedConcurrency().getAsInt()) {
                return Admission.RESERVED_LIMIT;
            }
        } else if (shared().mapToInt(this::used).sum() >= unreserved()) {
            return Admission.ACCOUNT_LIMIT;
        }
        onDemand.merge(function.name(), 1, Integer::sum);
        return Admission.ADMITTED;
    }

    void leave(LocalFunction function) {
        onDemand.merge(function.name(), -1, Integer::sum);
    }

    private Stream<LocalFunction> shared() {
        return functions.stream()
                .filter(function -> function.reservedConcurrency().isEmpty());
    }

    private int used(LocalFunction function) {
        return onDemand.getOrDefault(function.name(), 0) + function.provisionedTotal();
    }
}
