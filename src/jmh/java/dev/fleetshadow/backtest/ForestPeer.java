package dev.fleetshadow.backtest;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import dev.fleetshadow.bench.OpenSearchForest;

/** AWS Random Cut Forest; a missing value is taken to be the last one. */
final class ForestPeer implements Peer {

    private final ThresholdedRandomCutForest forest;
    private final double[] last;

    ForestPeer(int metrics, long seed) {
        this.forest = OpenSearchForest.of(metrics, seed);
        this.last = new double[metrics];
    }

    @Override
    public double observe(long second, double[] record) {
        for (int j = 0; j < last.length; j++) {
            last[j] = Double.isNaN(record[j]) ? last[j] : record[j];
        }
        return forest.process(last.clone(), second).getRCFScore();
    }
}
