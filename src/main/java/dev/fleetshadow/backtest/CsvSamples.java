package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads one CSV file with the history of a fleet: a row per resource and moment, or one per metric as well. Rows may come
 * in any order.
 */
final class CsvSamples {

    private static final int LOOKED_AT = 200;
    private static final int LONGEST_HEADER = 65_536;
    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final char[] DELIMITERS = {',', ';', '\t'};

    private final String source;
    private final CsvColumns columns;
    private final SampleSpool spool;

    private CsvSamples(Path file, CsvColumns columns, SampleSpool spool) {
        this.source = file.getFileName().toString();
        this.columns = columns;
        this.spool = spool;
    }

    /** Reads all of it. */
    static void read(Path file, HistoryLayout layout, SampleSpool spool, Consumer<String> says) throws IOException {
        String source = file.getFileName().toString();
        try (BufferedReader reader = Packed.reader(Files.newInputStream(file));
                CSVParser parser = format(reader).parse(reader)) {
            Iterator<CSVRecord> rows = parser.iterator();
            List<CSVRecord> first = new ArrayList<>();
            while (first.size() < LOOKED_AT && rows.hasNext()) {
                first.add(rows.next());
            }
            CsvColumns columns = CsvColumns.of(source, parser.getHeaderNames(), first, layout);
            says.accept(source + ": " + columns.inWords());
            CsvSamples samples = new CsvSamples(file, columns, spool);
            for (CSVRecord row : first) {
                samples.add(row);
            }
            while (rows.hasNext()) {
                samples.add(rows.next());
            }
        }
    }

    /** Whatever separates most columns in the header, which is where the reader then stands. */
    private static CSVFormat format(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        reader.mark(LONGEST_HEADER);
        String header = String.valueOf(reader.readLine());
        reader.reset();
        char delimiter = DELIMITERS[0];
        for (char candidate : DELIMITERS) {
            delimiter = count(header, candidate) > count(header, delimiter) ? candidate : delimiter;
        }
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setAllowMissingColumnNames(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                .setIgnoreEmptyLines(true)
                .get();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private void add(CSVRecord row) throws IOException {
        if (row.size() != columns.header().size()) {
            throw invalid(
                    row,
                    "row",
                    row.size() + " cells",
                    "write " + columns.header().size());
        }
        String time = row.get(columns.time());
        Instant at = Timestamps.parse(time)
                .orElseThrow(() -> invalid(row, columns.header().get(columns.time()), time, Timestamps.REMEDY));
        String resource = columns.resource() == CsvColumns.NONE ? name() : row.get(columns.resource());
        if (resource.isBlank()) {
            throw invalid(row, columns.header().get(columns.resource()), resource, "name the resource");
        }
        if (columns.oneMetricARow()) {
            spool.add(resource, at, row.get(columns.metric()), number(row, columns.value()));
        } else {
            for (int column : columns.metrics()) {
                spool.add(resource, at, columns.header().get(column), number(row, column));
            }
        }
    }

    private double number(CSVRecord row, int column) {
        String cell = row.get(column);
        return CsvNumber.of(cell)
                .orElseThrow(() -> invalid(
                        row,
                        columns.header().get(column),
                        cell,
                        "write a number, leave the cell empty, or name other columns by --metrics"));
    }

    private String name() {
        return source.replaceAll("\\.csv$|\\.csv\\.gz$|\\.gz$", "");
    }

    private InvalidUpdateException invalid(CSVRecord row, String field, String value, String remedy) {
        return new InvalidUpdateException(source + ":" + (row.getRecordNumber() + 1) + ": " + field, value, remedy);
    }
}
