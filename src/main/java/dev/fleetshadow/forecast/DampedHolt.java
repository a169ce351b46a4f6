package dev.fleetshadow.forecast;

/**
 * Expects that the recent trend goes on and fades.
 *
 * <p>Holt's linear trend with damping (Gardner and McKenzie 1985): level smoothing {@value #ALPHA}, trend smoothing
 * {@value #BETA}, damping {@value #PHI}.
 */
final class DampedHolt implements Forecaster {

    static final double ALPHA = 0.5;
    static final double BETA = 0.05;
    static final double PHI = 0.9;
    private static final int LEVEL = 0;
    private static final int TREND = 1;

    @Override
    public String name() {
        return "damped-holt";
    }

    @Override
    public int cells() {
        return 2;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        if (learned == 0) {
            cells[at + LEVEL] = value;
            return;
        }
        double level = cells[at + LEVEL];
        double damped = PHI * cells[at + TREND];
        double smoothed = ALPHA * value + (1 - ALPHA) * (level + damped);
        cells[at + TREND] = BETA * (smoothed - level) + (1 - BETA) * damped;
        cells[at + LEVEL] = smoothed;
    }

    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        return cells[at + LEVEL] + damping(steps) * cells[at + TREND];
    }

    /** The sum of the first powers of the damping: how many undamped steps the trend is still worth. */
    static double damping(int steps) {
        return steps == 1 ? PHI : PHI * (1 - Math.pow(PHI, steps)) / (1 - PHI);
    }
}
