package dev.fleetshadow.forecast;

/**
 * Expects what was there at the same time yesterday: the mean of that half hour, which for a metric that follows the day and
 * nothing else is the best there is.
 */
final class SeasonalNaive implements Forecaster {

    static final int BUCKETS = 48;
    private static final int DAY = 0;
    private static final int LAST = DAY + BUCKETS;
    private static final int BUCKET = LAST + 1;
    private static final int SUM = LAST + 2;
    private static final int COUNT = LAST + 3;
    private static final int CELLS = LAST + 4;

    @Override
    public String name() {
        return "seasonal-naive";
    }

    @Override
    public int cells() {
        return CELLS;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        int bucket = bucket(tick.dayPosition());
        if (learned == 0) {
            for (int i = 0; i < BUCKETS; i++) {
                cells[at + DAY + i] = Double.NaN;
            }
        } else if (bucket != (int) cells[at + BUCKET]) {
            cells[at + DAY + (int) cells[at + BUCKET]] = cells[at + SUM] / cells[at + COUNT];
            cells[at + SUM] = 0;
            cells[at + COUNT] = 0;
        }
        cells[at + BUCKET] = bucket;
        cells[at + SUM] += value;
        cells[at + COUNT]++;
        cells[at + LAST] = value;
    }

    /** The last value where the time of the day was not seen yet. */
    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        double yesterday = cells[at + DAY + bucket(tick.positionAfter(steps))];
        return Double.isNaN(yesterday) ? cells[at + LAST] : yesterday;
    }

    static int bucket(double dayPosition) {
        return Math.min(BUCKETS - 1, (int) (dayPosition * BUCKETS));
    }
}
