package dev.fleetshadow.backtest;

import static java.util.stream.Collectors.joining;

import dev.fleetshadow.codec.PrometheusJson;
import dev.fleetshadow.codec.PrometheusSeries;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.MetricName;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads exports of Prometheus: one label of a series names its resource, its name and other labels the metric. A series
 * that a query left without a name is called after the file. A name longer than {@value Resource#MAX_NAME_LENGTH}
 * characters, which no update may have, ends in a SHA-256 of the whole instead.
 */
final class PrometheusSamples {

    private static final String NAME = "__name__";
    private static final List<String> RESOURCES = List.of("instance", "host", "hostname", "pod", "node");

    private final List<String> candidates;
    private final SampleSpool spool;
    private final Set<String> used = new TreeSet<>();

    /**
     * A reader that has read nothing.
     *
     * @param resourceLabel the label that names the resource, or {@code null} for the first usual one
     */
    PrometheusSamples(String resourceLabel, SampleSpool spool) {
        this.candidates = resourceLabel == null ? RESOURCES : List.of(resourceLabel);
        this.spool = spool;
    }

    void read(Path file) throws IOException {
        String source = file.getFileName().toString();
        try (InputStream content = Packed.open(file)) {
            PrometheusJson.read(content, source, series -> add(source, series));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** For people. */
    String inWords() {
        return "read the label `" + String.join("`, `", used) + "` as the resource, " + spool.metrics() + " metrics";
    }

    private void add(String source, PrometheusSeries series) {
        Map<String, String> labels = series.labels();
        String label = candidates.stream()
                .filter(labels::containsKey)
                .findFirst()
                .orElseThrow(() -> new InvalidUpdateException(
                        source + ": metric",
                        labels.toString(),
                        "keep a label " + String.join(" or ", candidates)
                                + ", or name the resource's label by --resource-label"));
        used.add(label);
        String metric = metric(source, labels, label);
        try {
            for (int i = 0; i < series.times().size(); i++) {
                spool.add(
                        labels.get(label),
                        series.times().get(i),
                        metric,
                        series.values().get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String metric(String source, Map<String, String> labels, String resourceLabel) {
        Map<String, String> others = new TreeMap<>(labels);
        others.remove(resourceLabel);
        String name = others.remove(NAME);
        String selector = others.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(joining(",", "{", "}"));
        return MetricName.within(
                Resource.MAX_NAME_LENGTH,
                (name == null ? source.replaceAll("\\.json$|\\.json\\.gz$|\\.gz$", "") : name)
                        + (others.isEmpty() ? "" : selector));
    }
}
