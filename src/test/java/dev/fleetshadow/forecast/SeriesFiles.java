package dev.fleetshadow.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.stat.StatUtils;

/** Reads single series from a directory of {@code <resource>.csv.gz} with {@code labels.csv} beside them. */
final class SeriesFiles {

    private static final int DISTINCT = 50;

    private SeriesFiles() {}

    /**
     * One metric of one resource.
     *
     * @param labelled by record: whether it lies in an anomaly someone labelled
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Series(String name, long[] epochSeconds, double[] values, boolean[] labelled) {

        int size() {
            return values.length;
        }

        private boolean lively() {
            return Arrays.stream(values).distinct().count() > DISTINCT;
        }

        double recordsPerDay() {
            return 86_400.0 * (size() - 1) / (epochSeconds[size() - 1] - epochSeconds[0]);
        }
    }

    /** The {@code most} metrics with the highest variance of every resource; flags and constants are left out. */
    static List<Series> read(Path directory, int most) throws IOException {
        List<String> labels = Files.readAllLines(directory.resolve("labels.csv"));
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .flatMap(file -> series(file, most, labels))
                    .toList();
        }
    }

    private static Stream<Series> series(Path file, int most, List<String> labels) {
        String resource = file.getFileName().toString().replace(".csv.gz", "");
        List<String[]> rows = rows(file);
        String[] header = rows.remove(0);
        long[] times = rows.stream()
                .mapToLong(row -> Instant.parse(row[0]).getEpochSecond())
                .toArray();
        boolean[] labelled = labelled(times, resource, labels);
        return IntStream.range(1, header.length)
                .mapToObj(column -> series(resource + " " + header[column], times, rows, column, labelled))
                .filter(series -> header.length - 1 <= most || series.lively())
                .sorted(Comparator.comparing(
                        (Series series) -> -StatUtils.variance(Arrays.copyOf(series.values, series.size() / 2))))
                .limit(most);
    }

    private static Series series(String name, long[] times, List<String[]> rows, int column, boolean[] labelled) {
        int[] present = IntStream.range(0, times.length)
                .filter(i -> !rows.get(i)[column].isBlank())
                .toArray();
        boolean[] marks = new boolean[present.length];
        for (int i = 0; i < present.length; i++) {
            marks[i] = labelled[present[i]];
        }
        return new Series(
                name,
                Arrays.stream(present).mapToLong(i -> times[i]).toArray(),
                Arrays.stream(present)
                        .mapToDouble(i -> Double.parseDouble(rows.get(i)[column]))
                        .toArray(),
                marks);
    }

    private static boolean[] labelled(long[] times, String resource, List<String> labels) {
        boolean[] labelled = new boolean[times.length];
        for (String label : labels.subList(1, labels.size())) {
            String[] cells = label.split(",", -1);
            if (cells[0].equals(resource)) {
                long start = Instant.parse(cells[1]).getEpochSecond();
                long end = Instant.parse(cells[2]).getEpochSecond();
                for (int i = 0; i < times.length; i++) {
                    labelled[i] |= times[i] >= start && times[i] < end;
                }
            }
        }
        return labelled;
    }

    private static List<String[]> rows(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new ArrayList<>(
                    reader.lines().map(line -> line.split(",", -1)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
