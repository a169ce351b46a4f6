package dev.fleetshadow.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A model that is fitted once, to everything before the part that is judged. */
final class FrozenPeer implements Peer {

    private static final int FEWEST_RECORDS = 10;

    private final LastKnown lastKnown;
    private final Fit fit;
    private final List<double[]> warmUp = new ArrayList<>();
    private ToDoubleFunction<double[]> model = record -> 0;

    /** Makes a model that scores a record, the higher the more anomalous. */
    @FunctionalInterface
    interface Fit {
        ToDoubleFunction<double[]> to(List<double[]> records);
    }

    FrozenPeer(int metrics, Fit fit) {
        this.lastKnown = new LastKnown(metrics);
        this.fit = fit;
    }

    @Override
    public void learn(long second, double[] record) {
        warmUp.add(lastKnown.filled(record));
    }

    @Override
    public double observe(long second, double[] record) {
        if (warmUp.size() >= FEWEST_RECORDS) {
            model = fit.to(warmUp);
            warmUp.clear();
        }
        return model.applyAsDouble(lastKnown.filled(record));
    }
}
