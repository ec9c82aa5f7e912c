package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.List;
import java.util.Set;

/**
 * What a goal may do at most, in all the runs that it makes; see {@link RunBudget}.
 *
 * @param budgetUsd of the function's own charge; the run that exceeds it is ended; 0: any
 * @param maxRequests requests of all runs, warm-ups included; 0: any
 * @param accounts that may be loaded, by their ids; empty: any
 * @param liveAliases aliases that serve users, and are not loaded
 */
public record LoadLimits(double budgetUsd, long maxRequests, Set<String> accounts, Set<String> liveAliases) {
    /** None. */
    public static final LoadLimits NONE = new LoadLimits(0, 0, Set.of(), Set.of());

    private static final int QUALIFIER = 7;

    /** Tag of a function that must not be loaded: {@value} with the value {@code false}. */
    public static final String TAG = "perf:allow";

    public LoadLimits {
        accounts = Set.copyOf(accounts);
        liveAliases = Set.copyOf(liveAliases);
    }

    /** Limits of the account's money and of what is sent. */
    public LoadLimits(double budgetUsd, long maxRequests, Set<String> accounts) {
        this(budgetUsd, maxRequests, accounts, Set.of());
    }

    /**
     * Refuses a function that must not be loaded.
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
        refuseLive(parts.length > QUALIFIER ? parts[QUALIFIER] : null);
        for (Scenario scenario : scenarios) {
            refuseLive(scenario.send() instanceof InvokeSpec invoke ? invoke.qualifier() : null);
        }
    }

    private void refuseLive(String qualifier) {
        if (qualifier != null && liveAliases.contains(qualifier)) {
            throw PerfException.user("nothing was sent: the alias " + qualifier
                    + " serves users (perf.liveAliases); to load it all the same, name it: -Dperf.allowLive="
                    + qualifier);
        }
    }
}
