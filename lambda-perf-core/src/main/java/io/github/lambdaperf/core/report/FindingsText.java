package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.record.BreakpointRecord;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.ProvisionedRecord;
import io.github.lambdaperf.core.record.UntilRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a load found besides its figures, in sentences for the terminal, the summary and the page. */
public final class FindingsText {
    private FindingsText() {}

    /** One sentence for each finding. @param findings null: none */
    public static List<String> lines(LoadFindings findings) {
        List<String> lines = new ArrayList<>();
        if (findings != null && findings.breakpoint() != null) {
            lines.add(breakpoint(findings.breakpoint()));
        }
        if (findings != null && findings.until() != null) {
            lines.add(until(findings.until()));
        }
        if (findings != null && findings.provisioned() != null) {
            lines.add(provisioned(findings.provisioned()));
        }
        return lines;
    }

    private static String breakpoint(BreakpointRecord found) {
        String cut = found.complete() ? "" : " (the search was stopped before its end)";
        if (found.highestHeld() == null) {
            return found.lowestBroken() == null
                    ? "breaking point: no rate was judged" + cut
                    : "breaking point: the first rate, " + rate(found.lowestBroken()) + ", broke already: "
                            + found.reason() + "; start lower";
        }
        if (found.lowestBroken() == null) {
            return "breaking point: none up to " + rate(found.highestHeld())
                    + (found.complete() ? ", the highest rate that was to be tried" : cut);
        }
        return "breaking point: " + rate(found.highestHeld()) + " held, " + rate(found.lowestBroken()) + " broke: "
                + found.reason() + cut;
    }

    private static String until(UntilRecord until) {
        String figures = until.valueMs() == null
                ? ", too few samples for an interval"
                : String.format(
                        Locale.ROOT, ": %s ±%.1f %%", Figures.value(until.valueMs(), "ms"), 100 * until.halfWidth());
        return String.format(
                Locale.ROOT,
                "until %s: %s after %.0f s%s",
                until.expression(),
                until.reached() ? "reached" : "not reached",
                until.seconds(),
                figures);
    }

    private static String provisioned(ProvisionedRecord provisioned) {
        String counts = provisioned.onProvisioned() == null
                ? "how many invocations found one is known after analyze"
                : Figures.count(provisioned.onProvisioned()) + " invocations on them, "
                        + Figures.count(provisioned.spillover()) + " beyond them on demand (spill-over)";
        return String.format(
                Locale.ROOT,
                "provisioned concurrency: %d on %s, ready after %.1f s; %s; %s for %.0f s in steps of 5 minutes (%s)",
                provisioned.concurrency(),
                provisioned.qualifier(),
                provisioned.secondsUntilReady(),
                counts,
                Figures.usd(provisioned.reservationUsd().doubleValue()),
                provisioned.secondsEnabled(),
                provisioned.pricesRegion());
    }

    /** An amount as the reports write it. */
    public static String usd(BigDecimal amount) {
        return Figures.usd(amount.doubleValue());
    }

    /** Such as {@code 42.5/s}. */
    static String rate(double perSecond) {
        return Figures.number(perSecond) + "/s";
    }
}
