package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a run may do at most.
 *
 * @param budgetUsd of the function's own charge; a run that exceeds it is ended; 0: any
 * @param maxRequests requests of a run, warm-ups included; 0: any
 * @param accounts that may be loaded, by their ids; empty: any
 */
public record LoadLimits(double budgetUsd, long maxRequests, Set<String> accounts) {
    /** None. */
    public static final LoadLimits NONE = new LoadLimits(0, 0, Set.of());

    /** Tag of a function that must not be loaded: {@value} with the value {@code false}. */
    public static final String TAG = "perf:allow";

    public LoadLimits {
        accounts = Set.copyOf(accounts);
    }

    /**
     * Refuses what is known to be too much before anything is sent.
     *
     * @param arn of the function
     * @param tag value of {@link #TAG}, or null
     * @throws PerfException with the setting that permits it
     */
    void admit(String arn, String tag, List<Scenario> scenarios) {
        String[] parts = arn.split(":");
        String account = parts.length > 4 ? parts[4] : "";
        if (!accounts.isEmpty() && !accounts.contains(account)) {
            throw PerfException.user(
                    "nothing was sent: the function is in the account " + account + ", and perf.allowedAccounts allows "
                            + String.join(", ", accounts.stream().sorted().toList()));
        }
        if ("false".equalsIgnoreCase(tag)) {
            throw PerfException.user("nothing was sent: the function " + arn + " has the tag " + TAG
                    + "=false, its owners do not want it loaded");
        }
        long planned = 0;
        for (Scenario scenario : scenarios) {
            Long iterations = ScenarioRecords.planned(scenario);
            planned += scenario.warmup() + (iterations == null ? 0 : iterations);
        }
        if (maxRequests > 0 && planned > maxRequests) {
            throw PerfException.user(String.format(
                    Locale.ROOT,
                    "nothing was sent: the scenarios are %d requests, and perf.maxRequests allows %d;"
                            + " perf.timeScale makes them shorter",
                    planned,
                    maxRequests));
        }
    }
}
