package dev.fleetshadow.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file with a header (RFC 4180) row by row. */
final class CsvTable implements Iterable<CSVRecord>, AutoCloseable {

    private static final CSVFormat WITH_HEADER = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final CSVParser parser;

    private CsvTable(CSVParser parser) {
        this.parser = parser;
    }

    static CsvTable open(Path file) throws IOException {
        return new CsvTable(WITH_HEADER.parse(Files.newBufferedReader(file)));
    }

    /** How many rows have each value of a column, in the order of the values. */
    static Map<String, Integer> counts(Path file, String column) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (CsvTable table = open(file)) {
            table.forEach(row -> counts.merge(row.get(column), 1, Integer::sum));
        }
        return counts;
    }

    List<String> header() {
        return parser.getHeaderNames();
    }

    @Override
    public Iterator<CSVRecord> iterator() {
        return parser.iterator();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
