package io.github.lambdaperf.core.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes HTML; all text and attribute values are escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** A cell of a table and its class names. */
    record Cell(String text, String cssClass) {
        static Cell of(String text) {
            return new Cell(text, "");
        }

        static Cell figure(String text) {
            return new Cell(text, "num");
        }

        static Cell code(String text) {
            return new Cell(text, "code");
        }
    }

    /** Opens an element; attributes are name and value in turn, a null value leaves the attribute out. */
    Html open(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                text.append(' ')
                        .append(attributes[i])
                        .append("=\"")
                        .append(escape(attributes[i + 1]))
                        .append('"');
            }
        }
        text.append('>');
        open.push(element);
        return this;
    }

    Html close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    Html text(String content) {
        text.append(escape(content));
        return this;
    }

    /** Markup that is already safe. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** A table that scrolls by itself where it is too wide. */
    Html table(String caption, List<Cell> head, List<List<Cell>> rows) {
        openTable(caption, head);
        for (List<Cell> row : rows) {
            open("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(i == 0 ? "th" : "td", row.get(i), i == 0 ? "row" : null);
            }
            close();
        }
        return closeTable();
    }

    /** Opens a table up to its body's first row. */
    Html openTable(String caption, List<Cell> head) {
        open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0");
        open("table").element("caption", caption, "class", "hidden");
        open("thead").open("tr");
        head.forEach(cell -> cell("th", cell, "col"));
        return close().close().open("tbody");
    }

    /** Closes what {@link #openTable} opened. */
    Html closeTable() {
        return close().close().close();
    }

    Html cell(String element, Cell cell, String scope) {
        return element(
                element, cell.text(), "class", cell.cssClass().isEmpty() ? null : cell.cssClass(), "scope", scope);
    }

    /** Terms and what they are. */
    Html definitions(List<String> termsAndTexts) {
        open("dl", "class", "facts");
        for (int i = 0; i < termsAndTexts.size(); i += 2) {
            open("div")
                    .element("dt", termsAndTexts.get(i))
                    .element("dd", termsAndTexts.get(i + 1))
                    .close();
        }
        return close();
    }

    /** The text where every element is closed. */
    String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return text.toString();
    }

    /** Text as HTML shows it, in elements and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
