package dev.fleetshadow.backtest;

import java.time.Duration;
import java.util.Arrays;

/** The distance of each metric from its moving average, in standard deviations of the same window. */
final class RollingPeer implements Peer {

    private static final int FEWEST_RECORDS = 3;
    private static final double FLOOR = 1e-6;

    private final Window[] windows;
    private final Overall overall;

    private RollingPeer(int records, int metrics, Overall overall) {
        this.windows = new Window[metrics];
        Arrays.setAll(windows, j -> new Window(records));
        this.overall = overall;
    }

    static RollingPeer over(Duration span, int metrics, Duration interval, Overall overall) {
        int records = (int) Math.max(FEWEST_RECORDS, span.toSeconds() / Math.max(1, interval.toSeconds()));
        return new RollingPeer(records, metrics, overall);
    }

    @Override
    public double observe(long second, double[] record) {
        double[] sigmas = new double[record.length];
        for (int j = 0; j < record.length; j++) {
            if (!Double.isNaN(record[j])) {
                sigmas[j] = windows[j].sigmas(record[j]);
                windows[j].add(record[j]);
            }
        }
        return overall.of(sigmas);
    }

    /** The last values of one metric with their sums. */
    private static final class Window {

        private final double[] values;
        private int count;
        private double origin;
        private double sum;
        private double squares;

        Window(int records) {
            values = new double[records];
        }

        double sigmas(double value) {
            int held = Math.min(count, values.length);
            if (held < FEWEST_RECORDS) {
                return 0;
            }
            double mean = sum / held;
            double variance = Math.max(0, squares / held - mean * mean);
            return Math.abs(value - origin - mean) / (Math.sqrt(variance) + FLOOR);
        }

        /** Sums are of distances from the first value: squares of large values would leave no digits for the variance. */
        void add(double value) {
            origin = count == 0 ? value : origin;
            int place = count++ % values.length;
            double distance = value - origin;
            double gone = values[place];
            values[place] = distance;
            sum += distance - gone;
            squares += distance * distance - gone * gone;
        }
    }
}
