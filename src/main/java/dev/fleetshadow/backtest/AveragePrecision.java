package dev.fleetshadow.backtest;

import java.util.Comparator;
import java.util.stream.IntStream;

/** AUC-PR as average precision: the sum over distinct scores of precision times the recall gained; ties count at once. */
final class AveragePrecision {

    private AveragePrecision() {}

    /** 0..1, higher is better; NaN without a labelled record. */
    static double of(ScoredSeries series) {
        int[] order = IntStream.range(0, series.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -series.scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double positives = series.labelledRecords();
        double sum = 0;
        double hits = 0;
        double hitsBefore = 0;
        for (int rank = 0; rank < order.length; rank++) {
            hits += series.labelled[order[rank]] ? 1 : 0;
            boolean lastOfTie =
                    rank + 1 == order.length || series.scores[order[rank + 1]] != series.scores[order[rank]];
            if (lastOfTie) {
                sum += (hits - hitsBefore) * hits / (rank + 1);
                hitsBefore = hits;
            }
        }
        return sum / positives;
    }
}
