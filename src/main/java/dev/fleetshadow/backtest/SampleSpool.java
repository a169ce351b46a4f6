package dev.fleetshadow.backtest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings samples that come in any order into one file per resource, in order of time, one row per moment.
 *
 * <p>{@value #HELD_BYTES} bytes of samples are held in memory, then one resource at a time: about 8 bytes for each metric
 * and moment of the largest.
 */
final class SampleSpool {

    private static final int HELD_BYTES = 33_554_432;
    private static final int SAMPLE_BYTES = Long.BYTES + Integer.BYTES + Double.BYTES;

    private final Path directory;
    private final int bound;
    private final Map<String, Pile> piles = new LinkedHashMap<>();
    private int held;

    SampleSpool(Path directory) {
        this(directory, HELD_BYTES);
    }

    /**
     * A spool that has no sample.
     *
     * @param bound how many bytes of samples it holds before it stores them
     */
    SampleSpool(Path directory, int bound) {
        this.directory = directory;
        this.bound = bound;
    }

    /** Takes a value, or a sign of life if it is NaN. */
    void add(String resource, Instant at, String metric, double value) throws IOException {
        Pile pile = piles.computeIfAbsent(
                resource, none -> new Pile(directory.resolve("%08d.samples".formatted(piles.size()))));
        pile.add(at.toEpochMilli(), metric, value);
        held += SAMPLE_BYTES;
        if (held >= bound) {
            for (Pile each : piles.values()) {
                each.store();
            }
            held = 0;
        }
    }

    int resources() {
        return piles.size();
    }

    long metrics() {
        return piles.values().stream()
                .flatMap(pile -> pile.metrics.keySet().stream())
                .distinct()
                .count();
    }

    /** Writes the files that {@link SpooledFile} reads. */
    void sort() throws IOException {
        for (Map.Entry<String, Pile> pile : piles.entrySet()) {
            Pile samples = pile.getValue();
            samples.store();
            SpooledFile.write(
                    Path.of(samples.file.toString().replace(".samples", SpooledFile.SUFFIX)),
                    pile.getKey(),
                    samples.metrics.keySet(),
                    samples.rows());
            Files.delete(samples.file);
        }
    }

    /** The samples of one resource as they came. */
    private static final class Pile {

        private final Path file;
        private final Map<String, Integer> metrics = new LinkedHashMap<>();
        private ByteArrayOutputStream unstored = new ByteArrayOutputStream();

        Pile(Path file) {
            this.file = file;
        }

        void add(long millis, String metric, double value) {
            Integer known = metrics.putIfAbsent(metric, metrics.size());
            ByteBuffer sample = ByteBuffer.allocate(SAMPLE_BYTES)
                    .putLong(millis)
                    .putInt(known == null ? metrics.size() - 1 : known)
                    .putDouble(value);
            unstored.writeBytes(sample.array());
        }

        /** Gives its memory up: an emptied buffer would stay as large as it ever was. */
        void store() throws IOException {
            if (unstored.size() == 0) {
                return;
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                unstored.writeTo(out);
            }
            unstored = new ByteArrayOutputStream();
        }

        /** By time; of several values for one metric and moment the last one counts. */
        Map<Long, double[]> rows() throws IOException {
            Map<Long, double[]> rows = new TreeMap<>();
            long samples = Files.size(file) / SAMPLE_BYTES;
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                for (long i = 0; i < samples; i++) {
                    double[] row = rows.computeIfAbsent(in.readLong(), none -> missing(metrics.size()));
                    int metric = in.readInt();
                    double value = in.readDouble();
                    row[metric] = Double.isNaN(value) ? row[metric] : value;
                }
            }
            return rows;
        }

        private static double[] missing(int metrics) {
            double[] row = new double[metrics];
            Arrays.fill(row, Double.NaN);
            return row;
        }
    }
}
