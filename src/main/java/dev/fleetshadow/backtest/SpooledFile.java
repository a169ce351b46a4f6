package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.flink.util.IOUtils;

/** Keeps the history of one resource for the length of a run: its name, its metrics, then rows in order of time. */
final class SpooledFile implements ResourceHistory {

    static final String SUFFIX = ".rows";

    private final Path file;
    private final DataInputStream in;
    private final Resource resource;
    private final List<String> metrics = new ArrayList<>();
    private final int rows;
    private int read;

    private SpooledFile(Path file, String group) throws IOException {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        this.resource = new Resource(in.readUTF(), "host", group, Map.of());
        int count = in.readInt();
        for (int j = 0; j < count; j++) {
            metrics.add(in.readUTF());
        }
        this.rows = in.readInt();
    }

    /** Opens all that are in a directory. */
    static History open(Path directory, String group) throws IOException {
        List<SpooledFile> files = new ArrayList<>();
        long bytes = 0;
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path path : entries.sorted().toList()) {
                SpooledFile file = new SpooledFile(path, group);
                files.add(file);
                bytes += file.bytes(file.rows);
            }
        }
        return new MergedHistory(files, bytes);
    }

    static void write(Path file, String resource, Collection<String> metrics, Map<Long, double[]> rows)
            throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeUTF(resource);
            out.writeInt(metrics.size());
            for (String metric : metrics) {
                out.writeUTF(metric);
            }
            out.writeInt(rows.size());
            for (Map.Entry<Long, double[]> row : rows.entrySet()) {
                out.writeLong(row.getKey());
                for (double value : row.getValue()) {
                    out.writeDouble(value);
                }
            }
        }
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public List<String> metrics() {
        return metrics;
    }

    @Override
    public long bytesRead() {
        return bytes(read);
    }

    @Override
    public boolean hasNext() {
        return read < rows;
    }

    @Override
    public StatusUpdate next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        read++;
        try {
            Instant at = Instant.ofEpochMilli(in.readLong());
            Map<String, Double> values = new HashMap<>();
            for (String metric : metrics) {
                double value = in.readDouble();
                if (!Double.isNaN(value)) {
                    values.put(metric, value);
                }
            }
            return StatusUpdate.running(resource, at, values);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read to its end", e);
        }
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(in);
    }

    private long bytes(long ofRows) {
        return ofRows * (Long.BYTES + (long) Double.BYTES * metrics.size());
    }
}
