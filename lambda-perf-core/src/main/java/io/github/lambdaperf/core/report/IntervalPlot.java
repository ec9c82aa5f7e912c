package io.github.lambdaperf.core.report;

import java.util.List;
import java.util.Locale;

/**
 * Changes and their intervals as small pictures on one logarithmic scale, so that +100 % and -50 % are equally far from
 * no change.
 */
final class IntervalPlot {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 20;
    private static final int MARGIN = 6;

    private final double reach;

    /** The scale that holds all rows, at least from -10 % to +10 % and at most a factor of 8. */
    IntervalPlot(List<VerdictRow> rows) {
        double widest = Math.log(1.1);
        for (VerdictRow row : rows) {
            if (row.ratio() != null && row.low90() != null && row.high90() != null) {
                widest = Math.max(widest, Math.max(distance(row.low90()), distance(row.high90())));
                widest = Math.max(widest, distance(row.ratio()));
            }
        }
        this.reach = Math.min(widest, Math.log(8)) * 1.05;
    }

    private static double distance(double ratio) {
        return ratio > 0 ? Math.abs(Math.log(ratio)) : Double.POSITIVE_INFINITY;
    }

    /** The picture of a row as SVG; empty where there is nothing to draw. */
    String svg(VerdictRow row, String cssClass) {
        if (row.ratio() == null || row.low90() == null || row.high90() == null) {
            return "";
        }
        double middle = HEIGHT / 2.0;
        return String.format(
                Locale.ROOT,
                "<svg class=\"interval %s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
                        + "<line class=\"zero\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\"/>"
                        + "<line class=\"range\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>"
                        + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/></svg>",
                Html.escape(cssClass),
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                x(1),
                x(1),
                HEIGHT,
                x(row.low90()),
                middle,
                x(row.high90()),
                middle,
                x(row.ratio()),
                middle);
    }

    private double x(double ratio) {
        double log = ratio > 0 ? Math.log(ratio) : -reach;
        double clamped = Math.max(-reach, Math.min(reach, log));
        return MARGIN + (clamped + reach) / (2 * reach) * (WIDTH - 2 * MARGIN);
    }

    /** The ends of the scale in words. */
    String scale() {
        return Figures.change(Math.exp(-reach)) + " to " + Figures.change(Math.exp(reach));
    }
}
