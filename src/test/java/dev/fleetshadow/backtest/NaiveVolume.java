package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.ScoredSeries.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** VUS-PR as it is defined: every width, every threshold, every record. */
final class NaiveVolume {

    private static final int THRESHOLDS = 250;

    private NaiveVolume() {}

    static double precisionRecall(ScoredSeries series, int window) {
        double volume = 0;
        for (int width = 0; width <= window; width++) {
            volume += area(series, width);
        }
        return volume / (window + 1);
    }

    private static double area(ScoredSeries series, int width) {
        double[] labels = labels(series, width);
        List<Stretch> joined = joined(series, width / 2);
        double[] sorted = series.scores.clone();
        Arrays.sort(sorted);
        double area = 0;
        double before = 0;
        for (int k = 0; k < THRESHOLDS; k++) {
            int rank = (series.size() - 1) * k / (THRESHOLDS - 1);
            double threshold = sorted[series.size() - 1 - rank];
            double truePositives = 0;
            double wanted = 0;
            double predicted = 0;
            for (int i = 0; i < series.size(); i++) {
                boolean alarm = series.scores[i] >= threshold;
                truePositives += alarm ? labels[i] : 0;
                wanted += series.labelled[i] ? 1 : alarm ? labels[i] / 2 : 0;
                predicted += alarm ? 1 : 0;
            }
            long touched = joined.stream()
                    .filter(stretch -> Arrays.stream(series.scores, stretch.first(), stretch.last() + 1)
                            .anyMatch(score -> score >= threshold))
                    .count();
            double recall = Math.min(1, truePositives / wanted) * touched / joined.size();
            area += (recall - before) * truePositives / predicted;
            before = recall;
        }
        return area;
    }

    private static double[] labels(ScoredSeries series, int width) {
        double[] labels = new double[series.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = series.labelled[i] ? 1 : 0;
            for (Stretch event : series.events()) {
                int distance = Math.max(event.first() - i, i - event.last());
                if (distance >= 1 && distance <= width / 2) {
                    labels[i] = Math.min(1, labels[i] + Math.sqrt(1 - (double) distance / width));
                }
            }
        }
        return labels;
    }

    /** Events with their borders; one where these meet. */
    private static List<Stretch> joined(ScoredSeries series, int border) {
        List<Stretch> joined = new ArrayList<>();
        boolean[] taken = new boolean[series.size()];
        for (Stretch event : series.events()) {
            Stretch wide = event.widened(border, series.size());
            if (taken[wide.first()]) {
                wide = new Stretch(joined.remove(joined.size() - 1).first(), wide.last());
            }
            joined.add(wide);
            Arrays.fill(taken, wide.first(), wide.last() + 1, true);
        }
        return joined;
    }
}
