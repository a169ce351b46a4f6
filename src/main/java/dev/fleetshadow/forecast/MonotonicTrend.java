package dev.fleetshadow.forecast;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;

/**
 * The trend of a short series, found and tested without assuming how its values are distributed.
 *
 * <p>The slope is the median of the slopes of all pairs (Theil 1950, Sen 1968), which takes no notice of up to 29 % outliers;
 * its significance is that of Kendall's test (Mann 1945, Kendall 1975): how many of the pairs rise.
 *
 * @param slope per step, in the unit of the values
 * @param level on the line, at the last value
 * @param sigmas how far the rising pairs exceed what chance makes, signed; 0 if fewer than eight values are known
 *     or all are infinite
 */
record MonotonicTrend(double slope, double level, double sigmas) {

    private static final int FEWEST = 8;
    private static final KthSelector SELECTOR = new KthSelector();
    private static final MonotonicTrend NONE = new MonotonicTrend(0, Double.NaN, 0);

    /** The trend of {@code values[from..to)}; NaN is a value that is not known. */
    static MonotonicTrend of(double[] values, int from, int to) {
        int known = 0;
        double[] slopes = new double[(to - from) * (to - from - 1) / 2];
        int pairs = 0;
        int rising = 0;
        for (int i = from; i < to; i++) {
            known += Double.isNaN(values[i]) ? 0 : 1;
            for (int k = from; k < i; k++) {
                double rise = values[i] - values[k];
                if (!Double.isNaN(rise)) {
                    slopes[pairs++] = rise / (i - k);
                    rising += rise > 0 ? 1 : rise < 0 ? -1 : 0;
                }
            }
        }
        if (known < FEWEST || pairs == 0) {
            return NONE;
        }
        double slope = median(slopes, pairs);
        double[] levels = new double[known];
        int filled = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                levels[filled++] = values[i] + slope * (to - 1 - i);
            }
        }
        double variance = known * (known - 1.0) * (2 * known + 5) / 18;
        return new MonotonicTrend(slope, median(levels, known), (rising - Math.signum(rising)) / Math.sqrt(variance));
    }

    private static double median(double[] values, int size) {
        double[] known = Arrays.copyOf(values, size);
        double upper = SELECTOR.select(known, null, size / 2);
        return size % 2 == 1 ? upper : (upper + SELECTOR.select(known, null, size / 2 - 1)) / 2;
    }
}
