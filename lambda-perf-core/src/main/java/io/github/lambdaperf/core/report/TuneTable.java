package io.github.lambdaperf.core.report;

import io.github.lambdaperf.core.report.StyledLine.Style;
import io.github.lambdaperf.core.tune.Interval;
import io.github.lambdaperf.core.tune.SizeFigures;
import io.github.lambdaperf.core.tune.TuneRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A sweep in words: the cells of its table, its choice, its saving; the same on the terminal and on the page. */
public final class TuneTable {
    /** Heads of the columns. */
    static final List<String> HEADS = List.of(
            "memory",
            "billed mean, ms",
            "billed p50, ms",
            "duration p50, ms",
            "duration p95, ms",
            "init p50, ms",
            "USD per million",
            "errors",
            "");

    private final TuneRecord record;

    public TuneTable(TuneRecord record) {
        this.record = record;
    }

    /** For the terminal. */
    public List<StyledLine> lines() {
        List<StyledLine> lines = new ArrayList<>();
        lines.add(StyledLine.of(subject(), Style.STRONG));
        TextTable table = new TextTable(HEADS.size() - 1);
        table.add(HEADS.toArray(String[]::new));
        for (SizeFigures size : record.sizes()) {
            List<String> cells = new ArrayList<>(cells(size));
            cells.add((isChosen(size) ? "<- " : "") + remark(size));
            table.add(cells.toArray(String[]::new));
        }
        List<String> rows = table.lines();
        lines.add(StyledLine.of(rows.get(0).stripTrailing(), Style.FAINT));
        for (int i = 0; i < record.sizes().size(); i++) {
            lines.add(StyledLine.of(
                    rows.get(i + 1).stripTrailing(), style(record.sizes().get(i))));
        }
        notes().forEach(note -> lines.add(StyledLine.of(note, Style.FAINT)));
        lines.add(StyledLine.of(choice(), record.chosenMb() == null ? Style.BAD : Style.GOOD));
        if (saving() != null) {
            lines.add(StyledLine.of(saving()));
        }
        return lines;
    }

    private Style style(SizeFigures size) {
        return isChosen(size) ? Style.GOOD : size.unfit() != null ? Style.WARN : Style.PLAIN;
    }

    boolean isChosen(SizeFigures size) {
        return Objects.equals(record.chosenMb(), size.memoryMb());
    }

    boolean isPresent(SizeFigures size) {
        return size.memoryMb() == record.presentMb();
    }

    /** What was loaded, and how. */
    String subject() {
        return "memory sizes of " + record.function() + " on " + record.target() + ", " + record.architecture()
                + ", under " + record.scenario() + " (" + record.executors() + ")";
    }

    /** In the order of {@link #HEADS}, without the remark. */
    List<String> cells(SizeFigures size) {
        return List.of(
                size.memoryMb() + " MB",
                text(size.billedMs()),
                Figures.number(size.billedMedianMs()),
                text(size.medianMs()),
                text(size.p95Ms()),
                Figures.number(size.initMs()),
                text(size.costPerMillion()),
                size.errors() + (size.throttles() == 0 ? "" : " + " + size.throttles() + " throttles"));
    }

    private String remark(SizeFigures size) {
        List<String> remarks = new ArrayList<>();
        if (isChosen(size)) {
            remarks.add("chosen");
        }
        if (isPresent(size)) {
            remarks.add("present");
        }
        if (size.unfit() != null) {
            remarks.add(size.unfit());
        }
        return String.join(", ", remarks);
    }

    private static String text(Interval figure) {
        if (figure == null) {
            return Figures.NONE;
        }
        String value = Figures.number(figure.value());
        return figure.isExact()
                ? value
                : value + " [" + Figures.number(figure.low()) + ", " + Figures.number(figure.high()) + "]";
    }

    /** What the figures stand for. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("figures are of warm invocations, "
                + (record.coldShare() == 0
                        ? ""
                        : "the cost with " + Figures.percent(record.coldShare()) + " cold starts, ")
                + "with 90 % intervals; prices of " + record.pricesRegion() + ", " + record.pricesDate());
        if (record.sizes().stream().anyMatch(size -> size.billedMs().isExact())) {
            notes.add("a size without an interval had too few invocations for one: let the load be longer");
        }
        if (record.complete() && record.sizes().size() < record.considered().size()) {
            notes.add(record.sizes().size() + " of " + record.considered().size()
                    + " sizes measured: the others cannot be better by "
                    + Figures.plain(100 * record.tolerance()) + " % or more where cost and duration are convex"
                    + " (perf.tune.search=all measures them)");
        }
        notes.addAll(record.labels());
        return notes;
    }

    /** The chosen size and why. */
    String choice() {
        if (record.chosenMb() == null) {
            return "nothing is chosen: " + record.reason();
        }
        String text = record.chosenMb() + " MB is chosen (" + record.strategy() + "): " + record.reason();
        SizeFigures now = record.size(record.presentMb());
        SizeFigures chosen = record.size(record.chosenMb());
        if (now == null || now == chosen) {
            return text + (now == null ? "" : "; it is the present size");
        }
        return text + "; against the present " + now.memoryMb() + " MB the cost is "
                + than(chosen.costPerMillion().value(), now.costPerMillion().value())
                + ", the mean billed duration "
                + than(chosen.meanMs().value(), now.meanMs().value());
    }

    private static String than(double value, double other) {
        double percent = (value / other - 1) * 100;
        return Math.abs(percent) < 0.5
                ? "the same"
                : String.format(Locale.ROOT, "%.0f %% %s", Math.abs(percent), percent < 0 ? "less" : "more");
    }

    /** What the choice saves in a month; null: nothing to compare. */
    String saving() {
        TuneRecord.Saving saving = record.saving();
        if (saving == null) {
            return record.chosenMb() == null
                    ? null
                    : "the present " + record.presentMb() + " MB were not measured, so no saving is told";
        }
        double saved = saving.savedUsd().doubleValue();
        return "at " + Figures.count(saving.invocationsPerMonth())
                + " invocations a month (perf.tune.invocationsPerMonth): "
                + Figures.usd(saving.presentUsd().doubleValue()) + " now, "
                + Figures.usd(saving.chosenUsd().doubleValue()) + " with " + record.chosenMb() + " MB, "
                + Figures.usd(Math.abs(saved)) + (saved < 0 ? " more" : " saved")
                + saving.notes().stream().map(note -> "; " + note).reduce("", String::concat);
    }
}
