package dev.fleetshadow.backtest;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import dev.fleetshadow.bench.OpenSearchForest;

/** AWS Random Cut Forest. */
final class ForestPeer implements Peer {

    private final ThresholdedRandomCutForest forest;
    private final LastKnown lastKnown;

    ForestPeer(int metrics, long seed) {
        this.forest = OpenSearchForest.of(metrics, seed);
        this.lastKnown = new LastKnown(metrics);
    }

    @Override
    public double observe(long second, double[] record) {
        return forest.process(lastKnown.filled(record), second).getRCFScore();
    }
}
