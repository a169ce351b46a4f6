package dev.fleetshadow.cli;

import java.util.ArrayList;
import java.util.List;

/** Sets rows below each other, as wide as they need to be. */
final class TextTable {

    private static final String GAP = "  ";

    private final int leading;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Begins with the names of the columns.
     *
     * @param leading so many columns are words and begin at the left; the others are figures
     */
    TextTable(int leading, String... header) {
        this.leading = leading;
        rows.add(List.of(header));
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(row.size(), rows.get(0).size()));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String pad = " ".repeat(width(column) - row.get(column).length());
                line.append(column == 0 ? "" : GAP)
                        .append(column < leading ? row.get(column) + pad : pad + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
