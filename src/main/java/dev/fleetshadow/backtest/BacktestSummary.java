package dev.fleetshadow.backtest;

import dev.fleetshadow.codec.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * What came out of a backtest, counted from the files that it wrote.
 *
 * @param levels rows of {@code scores.csv} by level
 * @param diagnosesDuringEvents of those; 0 without labels
 * @param scorecard empty without labels
 */
public record BacktestSummary(
        HistoryExtent extent,
        Map<String, Integer> levels,
        Map<String, Integer> diagnoses,
        int diagnosesDuringEvents,
        Map<String, Integer> decisions,
        Map<String, Integer> deadLetters,
        Optional<Scorecard> scorecard) {

    /** Reads what {@link Backtest#run} has written, and the labels beside the history. */
    public static BacktestSummary of(HistoryInput input, HistoryExtent extent, Path labelled, Path output)
            throws IOException {
        Optional<Labels> labels = Labels.read(labelled);
        Path scores = output.resolve(BacktestFile.SCORES.fileName());
        Path diagnoses = output.resolve(BacktestFile.DIAGNOSES.fileName());
        Optional<Scorecard> scorecard = Optional.empty();
        int duringEvents = 0;
        if (labels.isPresent()) {
            scorecard = Optional.of(LabelledScores.judge(scores, labels.get(), CycleWindows.of(input, labels.get())));
            duringEvents = duringEvents(diagnoses, labels.get());
        }
        return new BacktestSummary(
                extent,
                CsvTable.counts(scores, "level"),
                CsvTable.counts(diagnoses, "failure_mode"),
                duringEvents,
                CsvTable.counts(output.resolve(BacktestFile.DECISIONS.fileName()), "kind"),
                CsvTable.counts(output.resolve(BacktestFile.DEAD_LETTERS.fileName()), "reason"),
                scorecard);
    }

    /** The same text for the same files. */
    public String json() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("resources", extent.resources());
        summary.put("updates", extent.updates());
        summary.put("first", extent.first().toString());
        summary.put("last", extent.last().toString());
        summary.put("rowsByLevel", levels);
        summary.put("diagnoses", diagnoses);
        summary.put("diagnosesDuringEvents", diagnosesDuringEvents);
        summary.put("decisions", decisions);
        summary.put("deadLetters", deadLetters);
        scorecard.ifPresent(card -> summary.put("scorecard", card.figures()));
        return JsonText.of(summary) + System.lineSeparator();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d updates of %d resources, %s to %s%n",
                extent.updates(),
                extent.resources(),
                extent.first(),
                extent.last()));
        text.append(counted("rows by level", levels));
        text.append(counted("diagnoses", diagnoses));
        text.append(counted("decisions", decisions));
        text.append(counted("dead letters", deadLetters));
        scorecard.ifPresent(card -> text.append(System.lineSeparator())
                .append(ScorecardTable.of(Map.of("fleet-shadow", card)))
                .append(ScorecardTable.fixedThresholds(card))
                .append(diagnosesDuringEvents)
                .append(" diagnoses during labelled events")
                .append(System.lineSeparator()));
        return text.toString();
    }

    private static String counted(String what, Map<String, Integer> counts) {
        return what + ": " + (counts.isEmpty() ? "none" : counts.toString().replaceAll("[{}]", ""))
                + System.lineSeparator();
    }

    private static int duringEvents(Path diagnoses, Labels labels) throws IOException {
        int during = 0;
        try (CsvTable table = CsvTable.open(diagnoses)) {
            for (CSVRecord row : table) {
                during += labels.at(row.get("resource"), Instant.parse(row.get("timestamp")))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return during;
    }
}
