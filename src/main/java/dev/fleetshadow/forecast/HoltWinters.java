package dev.fleetshadow.forecast;

/**
 * Expects the recent level and trend with what the time of the day adds to them.
 *
 * <p>Additive Holt-Winters (Winters 1960) with a damped trend: level {@value #ALPHA}, trend {@value #BETA}, season
 * {@value #GAMMA}, damping {@value #PHI}. The season is a line through {@value SeasonalNaive#BUCKETS} points of the day, not
 * one number for every minute of it.
 */
final class HoltWinters implements Forecaster {

    private static final double ALPHA = 0.3;
    private static final double BETA = 0.05;
    private static final double GAMMA = 0.1;
    private static final double PHI = 0.9;
    private static final int POINTS = SeasonalNaive.BUCKETS;
    private static final int LEVEL = 0;
    private static final int TREND = 1;
    private static final int SEASON = 2;

    @Override
    public String name() {
        return "holt-winters";
    }

    @Override
    public int cells() {
        return SEASON + POINTS;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        if (learned == 0) {
            cells[at + LEVEL] = value;
            return;
        }
        double position = tick.dayPosition();
        double season = season(cells, at, position);
        double level = cells[at + LEVEL];
        double damped = PHI * cells[at + TREND];
        double smoothed = ALPHA * (value - season) + (1 - ALPHA) * (level + damped);
        cells[at + TREND] = BETA * (smoothed - level) + (1 - BETA) * damped;
        cells[at + LEVEL] = smoothed;

        double missed = value - smoothed - season;
        double share = position * POINTS - Math.floor(position * POINTS);
        cells[at + SEASON + before(position)] += GAMMA * (1 - share) * missed;
        cells[at + SEASON + after(position)] += GAMMA * share * missed;
    }

    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        return cells[at + LEVEL]
                + DampedHolt.damping(steps) * cells[at + TREND]
                + season(cells, at, tick.positionAfter(steps));
    }

    private static double season(double[] cells, int at, double position) {
        double share = position * POINTS - Math.floor(position * POINTS);
        return (1 - share) * cells[at + SEASON + before(position)] + share * cells[at + SEASON + after(position)];
    }

    private static int before(double position) {
        return SeasonalNaive.bucket(position);
    }

    private static int after(double position) {
        return (before(position) + 1) % POINTS;
    }
}
