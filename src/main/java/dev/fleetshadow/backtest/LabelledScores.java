package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.AttributionHits.Blame;
import dev.fleetshadow.backtest.Labels.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * Judges the scores that a backtest wrote by the labels of its history.
 *
 * <p>A record is as anomalous as its health is below 100; one that has no score yet counts as healthy.
 */
final class LabelledScores {

    private final Labels labels;
    private final CycleWindows windows;
    private final List<ResourceQuality> qualities = new ArrayList<>();
    private final Map<String, AttributionHits> hits = new LinkedHashMap<>();

    private LabelledScores(Labels labels, CycleWindows windows) {
        this.labels = labels;
        this.windows = windows;
    }

    private record Row(Instant at, double anomaly, List<String> metrics) {}

    /** Judges {@code scores.csv}, in which the rows of a resource stand together in the order of time. */
    static Scorecard judge(Path scores, Labels labels, CycleWindows windows) throws IOException {
        LabelledScores judge = new LabelledScores(labels, windows);
        try (CsvTable table = CsvTable.open(scores)) {
            String resource = null;
            List<Row> rows = new ArrayList<>();
            for (CSVRecord cells : table) {
                if (!cells.get("resource").equals(resource)) {
                    judge.judge(resource, rows);
                    resource = cells.get("resource");
                    rows = new ArrayList<>();
                }
                Row row = row(cells);
                if (labels.judged(resource, row.at())) {
                    rows.add(row);
                }
            }
            judge.judge(resource, rows);
        }
        return new Scorecard(judge.qualities, judge.hits);
    }

    private void judge(String resource, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        ScoredSeries series = ScoredSeries.of(
                resource,
                rows.stream().map(Row::at).toList(),
                rows.stream().mapToDouble(Row::anomaly).toArray(),
                labels);
        qualities.add(ResourceQuality.of(series, windows.of(resource)));
        AttributionHits attribution = new AttributionHits();
        for (Label event : labels.of(resource)) {
            List<Blame> during = rows.stream()
                    .filter(row -> event.covers(row.at()))
                    .map(row -> new Blame(row.at(), row.metrics()))
                    .toList();
            attribution.count(event, during);
        }
        hits.put(resource, attribution);
    }

    private static Row row(CSVRecord cells) {
        String score = cells.get("score");
        String metrics = cells.get("top_metrics");
        return new Row(
                Instant.parse(cells.get("timestamp")),
                score.isEmpty() ? 0 : 100 - Double.parseDouble(score),
                metrics.isEmpty() ? List.of() : List.of(metrics.split(";", -1)));
    }
}
