package dev.fleetshadow.backtest;

import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import org.apache.flink.configuration.Configuration;

/** One labelled set, scored by detectors that are all judged alike. */
final class QualitySet {

    private static final String GROUP = "quality";

    private final Path directory;
    private final HistoryInput input;
    private final Labels labels;
    private final CycleWindows windows;
    final HistoryExtent extent;

    QualitySet(Path directory) throws IOException {
        this.directory = directory;
        this.input = HistoryInput.wideCsv(directory.toString(), GROUP);
        this.labels = Labels.read(directory)
                .orElseThrow(() -> new IllegalArgumentException(directory + " has no labels.csv to judge by"));
        this.windows = CycleWindows.of(input, labels);
        this.extent = HistoryExtent.of(input);
    }

    String name() {
        return directory.toAbsolutePath().normalize().getFileName().toString();
    }

    int events() {
        return labels.events().values().stream().mapToInt(List::size).sum();
    }

    /** What the job makes of it. */
    Scorecard fleetShadow(Path output, Map<String, String> options, DoubleConsumer progress) throws Exception {
        Files.createDirectories(output);
        int tasks = Runtime.getRuntime().availableProcessors();
        FleetShadowSettings settings = FleetShadowSettings.withoutBrokers(Configuration.fromMap(options));
        HistoryExtent read = new Backtest(input, settings, tasks).run(output, progress);
        return BacktestSummary.of(input, read, directory, output).scorecard().orElseThrow();
    }

    /** What a peer makes of it, on all processors. */
    Scorecard peer(Peer.Maker maker, Consumer<Path> done) throws IOException {
        List<ResourceQuality> qualities = WideCsvDirectory.files(directory).parallelStream()
                .map(file -> {
                    ResourceQuality quality = quality(file, maker);
                    done.accept(file);
                    return quality;
                })
                .toList();
        return new Scorecard(qualities, Map.of());
    }

    private ResourceQuality quality(Path path, Peer.Maker maker) {
        try (WideCsvFile file = WideCsvFile.open(path, GROUP)) {
            String resource = file.resource().id();
            List<String> metrics = file.metrics();
            List<Instant> times = new ArrayList<>();
            DoubleStream.Builder scores = DoubleStream.builder();
            StatusUpdate first = file.next();
            StatusUpdate next = file.next();
            Peer peer = maker.of(metrics.size(), Duration.between(first.observedAt(), next.observedAt()));
            peer.learn(first.observedAt().getEpochSecond(), record(first, metrics));
            for (StatusUpdate update = next; update != null; update = file.hasNext() ? file.next() : null) {
                Instant at = update.observedAt();
                if (labels.judged(resource, at)) {
                    times.add(at);
                    scores.add(peer.observe(at.getEpochSecond(), record(update, metrics)));
                } else {
                    peer.learn(at.getEpochSecond(), record(update, metrics));
                }
            }
            ScoredSeries series =
                    ScoredSeries.of(resource, times, scores.build().toArray(), labels);
            return ResourceQuality.of(series, windows.of(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static double[] record(StatusUpdate update, List<String> metrics) {
        return metrics.stream()
                .mapToDouble(metric -> update.metrics().getOrDefault(metric, Double.NaN))
                .toArray();
    }
}
