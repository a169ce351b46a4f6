package dev.fleetshadow.backtest;

/** Fills in what is missing by the last value, for detectors that need all of a record. */
final class LastKnown {

    private final double[] last;

    LastKnown(int metrics) {
        last = new double[metrics];
    }

    double[] filled(double[] record) {
        for (int j = 0; j < last.length; j++) {
            last[j] = Double.isNaN(record[j]) ? last[j] : record[j];
        }
        return last.clone();
    }
}
