package dev.fleetshadow.forecast;

/** Expects that nothing changes: the last value, which is the best there is for a random walk. */
final class Naive implements Forecaster {

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int cells() {
        return 1;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        cells[at] = value;
    }

    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        return cells[at];
    }
}
