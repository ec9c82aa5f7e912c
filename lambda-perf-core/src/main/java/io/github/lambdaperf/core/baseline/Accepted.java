package io.github.lambdaperf.core.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a baseline was accepted, why, and of what code. A null text is not written.
 *
 * @param date of the acceptance
 * @param expires last day on which it proves a worsening
 * @param commit of the project, or null
 * @param reason in the words of who accepted it; empty in a candidate
 * @param codeSha256 of the function's package, or null
 * @param functionVersion name and version of the function without its account, or null
 * @param runtimeVersion patch level of the runtime, or null
 * @param artifact Maven coordinates of the code, or null
 * @param unknown fields of the file that this version does not know
 */
public record Accepted(
        LocalDate date,
        LocalDate expires,
        String commit,
        String reason,
        String codeSha256,
        String functionVersion,
        String runtimeVersion,
        String artifact,
        SortedMap<String, JsonNode> unknown) {
    /** Days for which a platform is trusted not to drift. */
    public static final int LIFETIME_DAYS = 90;

    public Accepted {
        unknown = new TreeMap<>(unknown);
    }

    /** The same code, accepted on a day for a reason. */
    public Accepted on(LocalDate day, String why) {
        return new Accepted(
                day,
                day.plusDays(LIFETIME_DAYS),
                commit,
                why,
                codeSha256,
                functionVersion,
                runtimeVersion,
                artifact,
                unknown);
    }
}
