package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.flink.util.IOUtils;

/**
 * Reads the history of one resource from a CSV file with the header {@code timestamp,<metric>,…}; an empty cell is a
 * missing value, {@code .gz} is unpacked on the way.
 */
final class WideCsvFile implements ResourceHistory {

    private final Path file;
    private final Resource resource;
    private final CountingStream counted;
    private final BufferedReader reader;
    private final String[] metrics;
    private long line = 1;
    private String next;

    private WideCsvFile(Path file, Resource resource) throws IOException {
        this.file = file;
        this.resource = resource;
        this.counted = new CountingStream(Files.newInputStream(file));
        this.reader = Packed.reader(counted);
        String header = reader.readLine();
        if (header == null || !header.startsWith("timestamp,")) {
            throw new InvalidUpdateException(
                    file.getFileName() + ": header", String.valueOf(header), "begin with timestamp,<metric>,…");
        }
        String[] columns = header.split(",", -1);
        this.metrics = Arrays.copyOfRange(columns, 1, columns.length);
        advance();
    }

    static WideCsvFile open(Path file, String group) throws IOException {
        return new WideCsvFile(file, new Resource(resourceId(file), "host", group, Map.of()));
    }

    /** The file's name without {@code .csv} or {@code .csv.gz}. */
    static String resourceId(Path file) {
        return file.getFileName().toString().replaceAll("\\.csv(\\.gz)?$", "");
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public StatusUpdate next() {
        if (next == null) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        StatusUpdate update = parse(next);
        advance();
        return update;
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public List<String> metrics() {
        return List.of(metrics);
    }

    @Override
    public long bytesRead() {
        return counted.bytes;
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(reader);
    }

    private void advance() {
        try {
            next = reader.readLine();
            line++;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read to its end", e);
        }
    }

    private StatusUpdate parse(String row) {
        String[] cells = row.split(",", -1);
        if (cells.length != metrics.length + 1) {
            throw invalid("row", cells.length + " cells", "write " + (metrics.length + 1) + ", empty where missing");
        }
        Map<String, Double> values = new HashMap<>();
        List<String> unusable = new ArrayList<>();
        for (int j = 0; j < metrics.length; j++) {
            if (!cells[j + 1].isBlank()) {
                value(metrics[j], cells[j + 1], values, unusable);
            }
        }
        return new StatusUpdate(resource, instant(cells[0]), null, values, unusable, null);
    }

    private void value(String metric, String cell, Map<String, Double> values, List<String> unusable) {
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                values.put(metric, value);
            } else {
                unusable.add(metric);
            }
        } catch (NumberFormatException e) {
            throw invalid(metric, cell, "write a number or leave the cell empty");
        }
    }

    private Instant instant(String cell) {
        try {
            return Instant.parse(cell);
        } catch (DateTimeParseException e) {
            throw invalid("timestamp", cell, "write an ISO-8601 UTC instant");
        }
    }

    private InvalidUpdateException invalid(String field, String value, String remedy) {
        return new InvalidUpdateException(file.getFileName() + ":" + line + ": " + field, value, remedy);
    }

    /** Counts what was read, because the length of a packed file says nothing about its rows. */
    private static final class CountingStream extends FilterInputStream {

        private long bytes;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
