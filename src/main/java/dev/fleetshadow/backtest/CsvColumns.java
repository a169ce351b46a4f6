package dev.fleetshadow.backtest;

import static java.util.stream.Collectors.joining;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/**
 * What the columns of a CSV file are: named by the user, else guessed from their names and first rows.
 *
 * @param resource {@value #NONE} if the whole file is one resource
 * @param metric column with names of metrics, {@value #NONE} if every metric has a column of its own
 * @param value column with values of metrics, as {@code metric}
 * @param metrics columns that are metrics, empty if there is a column with their names
 * @param leftOut names of columns that are nothing of this
 */
record CsvColumns(
        List<String> header,
        int time,
        int resource,
        int metric,
        int value,
        List<Integer> metrics,
        List<String> leftOut) {

    static final int NONE = -1;

    private static final List<String> TIMES =
            List.of("timestamp", "time", "ts", "datetime", "date", "@timestamp", "_time");
    private static final List<String> RESOURCES = List.of(
            "resource",
            "host",
            "hostname",
            "instance",
            "pod",
            "node",
            "service",
            "server",
            "machine",
            "device",
            "name",
            "id");
    private static final List<String> METRIC_NAMES = List.of("metric", "metric_name", "measurement", "name");
    private static final List<String> VALUES = List.of("value", "metric_value", "_value");

    /**
     * Guesses what the user does not say.
     *
     * @param source the file's name, for errors
     * @param sample the first rows: a column with text among them is no metric
     */
    static CsvColumns of(String source, List<String> header, List<CSVRecord> sample, HistoryLayout layout) {
        int time = column("--timestamp-column", layout.timestampColumn(), header, TIMES);
        if (time == NONE) {
            throw new InvalidUpdateException(
                    source + ": header", String.join(",", header), "name the column of the time by --timestamp-column");
        }
        int resource = column("--resource-column", layout.resourceColumn(), header, RESOURCES);
        int metric = find(header, METRIC_NAMES);
        int value = find(header, VALUES);
        if (layout.metrics().isEmpty() && metric != NONE && metric != resource && value != NONE) {
            return new CsvColumns(header, time, resource, metric, value, List.of(), List.of());
        }
        List<Integer> metrics = layout.metrics().isEmpty()
                ? numbers(header, sample, time, resource)
                : layout.metrics().stream()
                        .map(name -> column("--metrics", name, header, List.of()))
                        .toList();
        if (metrics.isEmpty()) {
            throw new InvalidUpdateException(
                    source + ": header", String.join(",", header), "give at least one column with numbers");
        }
        List<String> leftOut = IntStream.range(0, header.size())
                .filter(i -> i != time && i != resource && !metrics.contains(i))
                .mapToObj(header::get)
                .toList();
        return new CsvColumns(header, time, resource, NONE, NONE, metrics, leftOut);
    }

    boolean oneMetricARow() {
        return metric != NONE;
    }

    /** For people. */
    String inWords() {
        List<String> words = new ArrayList<>();
        words.add("read " + quoted(time) + " as the time");
        words.add(resource == NONE ? "the file as one resource" : quoted(resource) + " as the resource");
        words.add(
                oneMetricARow()
                        ? quoted(metric) + " as the metric and " + quoted(value) + " as its value"
                        : metrics.size() + " metrics");
        if (!leftOut.isEmpty()) {
            words.add(leftOut.stream().collect(joining("`, `", "left out `", "`")));
        }
        return String.join(", ", words);
    }

    private String quoted(int column) {
        return "`" + header.get(column) + "`";
    }

    private static List<Integer> numbers(List<String> header, List<CSVRecord> sample, int time, int resource) {
        return IntStream.range(0, header.size())
                .filter(i -> i != time && i != resource && !header.get(i).isBlank())
                .filter(i -> sample.stream()
                        .allMatch(row ->
                                i >= row.size() || CsvNumber.of(row.get(i)).isPresent()))
                .boxed()
                .toList();
    }

    private static int column(String option, String name, List<String> header, List<String> usual) {
        if (name == null) {
            return find(header, usual);
        }
        int column = header.indexOf(name);
        if (column == NONE) {
            throw new InvalidUpdateException(option, name, "name one of " + String.join(",", header));
        }
        return column;
    }

    private static int find(List<String> header, List<String> names) {
        List<String> lower = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        return names.stream()
                .mapToInt(lower::indexOf)
                .filter(column -> column != NONE)
                .findFirst()
                .orElse(NONE);
    }
}
