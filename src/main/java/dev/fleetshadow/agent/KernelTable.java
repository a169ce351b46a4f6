package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a table of Linux' counters, a line for each device. */
final class KernelTable {

    /** Of more the others are not told: nobody has so many disks or interfaces, but a machine of containers may. */
    static final int MOST_ROWS = 1024;

    private static final Pattern GAP = Pattern.compile("[\\s:]+");

    private KernelTable() {}

    /** The rows that have at least so many columns, of which the one at {@code number} is a number. */
    static List<String[]> rows(Path file, int columns, int number) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.map(line -> GAP.split(line.strip()))
                    .filter(row -> row.length >= columns && Character.isDigit(row[number].charAt(0)))
                    .limit(MOST_ROWS)
                    .forEach(rows::add);
        }
        return rows;
    }

    static double number(String[] row, int column) throws IOException {
        try {
            return Double.parseDouble(row[column]);
        } catch (NumberFormatException e) {
            throw new IOException("'" + row[column] + "' is no number", e);
        }
    }
}
