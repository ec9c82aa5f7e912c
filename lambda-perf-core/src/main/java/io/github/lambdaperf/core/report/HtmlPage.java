package io.github.lambdaperf.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with its style, scripts and chart library in it; it loads nothing. */
final class HtmlPage {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlPage() {}

    /**
     * The whole file.
     *
     * @param title as text
     * @param data of the charts, JSON that is safe in a script element
     * @param body markup
     */
    static String text(String title, String data, String body) {
        Map<String, String> slots = Map.of(
                "title", Html.escape(title),
                "library_style", resource("uPlot.min.css"),
                "library_licence", resource("uPlot.LICENSE.txt"),
                "library", resource("uPlot.iife.min.js"),
                "style", resource("report.css"),
                "script", resource("report.js"),
                "data", data,
                "body", body);
        Matcher slot = SLOT.matcher(resource("report.html"));
        StringBuilder text = new StringBuilder();
        while (slot.find()) {
            slot.appendReplacement(text, Matcher.quoteReplacement(slots.get(slot.group(1))));
        }
        return slot.appendTail(text).toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
