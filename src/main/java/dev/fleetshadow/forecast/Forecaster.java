package dev.fleetshadow.forecast;

/**
 * One way to say what a metric will be.
 *
 * <p>A forecaster holds no metric's state: it works on {@link #cells()} numbers of an array that belongs to whoever keeps
 * the metric, so that one instance serves all metrics, state is a block of numbers to write and read, and learning
 * allocates nothing. Fresh cells are zeros. Whatever finite values (of at most 1e100) it learned, a forecast is finite.
 */
interface Forecaster {

    /** What the report calls it. */
    String name();

    /** How many numbers it remembers of a metric. */
    int cells();

    /**
     * Learns one value.
     *
     * @param at where this forecaster's cells begin
     * @param learned values of the metric learned before, from 0
     */
    void learn(double[] cells, int at, double value, long learned, Tick tick);

    /**
     * The value expected {@code steps} records later; at least one value was learned.
     *
     * @param steps ≥ 1
     * @param tick of the last value learned
     */
    double forecast(double[] cells, int at, int steps, Tick tick);
}
