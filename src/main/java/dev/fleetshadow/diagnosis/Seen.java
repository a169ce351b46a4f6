package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a condition a report together with what the score was before, as far back as a fall can be asked for.
 *
 * @param earlier scores of the reports before, the oldest first, {@code NaN} where unknown; at most
 *     {@value ScoreAsked#LONGEST_FALL}
 */
public record Seen(HealthReport report, List<Double> earlier) {

    public Seen {
        earlier = List.copyOf(earlier.subList(Math.max(0, earlier.size() - ScoreAsked.LONGEST_FALL), earlier.size()));
    }

    /** Points by which the score lies below the best of so many reports before; {@code NaN} if none of them is known. */
    double fall(int within) {
        return highest(within) - report.score();
    }

    double highest(int within) {
        return earlier.subList(Math.max(0, earlier.size() - within), earlier.size()).stream()
                .filter(score -> !Double.isNaN(score))
                .max(Double::compare)
                .orElse(Double.NaN);
    }

    /** The scores to remember for the next report; none once all of them are well, for then the report before tells. */
    List<Double> remembered(int most) {
        List<Double> scores = new ArrayList<>(earlier);
        if (report.level() != HealthLevel.SILENT) {
            scores.add(report.score());
        }
        List<Double> last = scores.subList(Math.max(0, scores.size() - most), scores.size());
        return last.stream().anyMatch(score -> score < ScoreAsked.HEALTHY_FROM) ? List.copyOf(last) : List.of();
    }
}
