package dev.fleetshadow.backtest;

/**
 * Guesses how many records belong to one cycle of a metric, as the width up to which borders of events are read
 * generously: the highest local maximum of its autocorrelation (TSB-AD's rule).
 */
final class LabelWindow {

    static final int DEFAULT = 125;
    private static final int MOST_RECORDS = 20_000;
    private static final int MOST_LAGS = 400;
    private static final int FEWEST_LAGS = 3;
    private static final int LONGEST = 300;

    private LabelWindow() {}

    /** 6..303 records, {@value #DEFAULT} if there is no cycle. */
    static int of(double[] values) {
        double[] correlation = autocorrelation(values);
        int best = -1;
        for (int lag = FEWEST_LAGS + 1; lag < correlation.length - 1; lag++) {
            boolean peak = correlation[lag] > correlation[lag - 1] && correlation[lag] > correlation[lag + 1];
            if (peak && (best < 0 || correlation[lag] > correlation[best])) {
                best = lag;
            }
        }
        int offset = best - FEWEST_LAGS;
        return offset < FEWEST_LAGS || offset > LONGEST ? DEFAULT : best;
    }

    private static double[] autocorrelation(double[] values) {
        int size = Math.min(values.length, MOST_RECORDS);
        double mean = 0;
        for (int i = 0; i < size; i++) {
            mean += values[i] / size;
        }
        double[] correlation = new double[Math.min(MOST_LAGS, size - 1) + 1];
        for (int lag = 0; lag < correlation.length; lag++) {
            double sum = 0;
            for (int i = lag; i < size; i++) {
                sum += (values[i] - mean) * (values[i - lag] - mean);
            }
            correlation[lag] = sum;
        }
        double variance = correlation[0];
        for (int lag = 0; lag < correlation.length; lag++) {
            correlation[lag] /= variance;
        }
        return correlation;
    }
}
