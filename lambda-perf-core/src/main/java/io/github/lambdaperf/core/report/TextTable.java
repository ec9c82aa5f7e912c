package io.github.lambdaperf.core.report;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell, two blanks between them; the first one to the left, figures to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int leftAlignedFrom;

    /** @param leftAlignedFrom column from which cells are aligned to the left again */
    TextTable(int leftAlignedFrom) {
        this.leftAlignedFrom = leftAlignedFrom;
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines; a row's trailing blanks are kept, so that a last column can follow. */
    List<String> lines() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String gap = " ".repeat(widths[i] - row.get(i).length());
            boolean left = i == 0 || i >= leftAlignedFrom;
            line.append(i == 0 ? "" : "  ").append(left ? row.get(i) + gap : gap + row.get(i));
        }
        return line.toString();
    }

    /**
     * Breaks a text at blanks into lines of at most so many columns, unless a word is longer.
     *
     * @param indent of the lines after the first
     */
    static List<String> wrap(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        String words = text.strip();
        StringBuilder line = new StringBuilder(text.substring(0, text.indexOf(words)));
        boolean empty = true;
        for (String word : words.split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
