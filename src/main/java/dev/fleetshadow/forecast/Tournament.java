package dev.fleetshadow.forecast;

import java.util.List;

/**
 * Lets forecasters compete for a metric, at each horizon of its own.
 *
 * <p>Errors are exponential averages of the absolute miss at that very horizon over {@value #ERROR_WINDOW} records. The
 * first forecaster speaks unless another one's error is at least 2 % smaller than that of the best before it, so that ties
 * go to the simpler one. The half-width of the 95 % band is tracked by stochastic approximation of the quantile (Robbins
 * and Monro 1951) of the speaker's misses: after each it moves up by {@code 0.95} or down by {@code 0.05} of a step,
 * whichever makes 19 of 20 records fall inside; the step is a twentieth of the error, larger while few were seen.
 *
 * <p>What it remembers is rounded to {@code float}: the state is half the size, the same whether it was stored in between
 * or not, and on public server telemetry as good. Not thread-safe: forecasters keep intermediate results.
 */
final class Tournament {

    static final double ERROR_WINDOW = 720;
    static final int LONG_STEPS = 30;
    private static final double WORTH_SWITCHING = 0.98;
    private static final double COVERAGE = 0.95;
    private static final double BAND_STEP = 0.05;
    /** Least judgements over which errors are averaged, however rarely a horizon is checked. */
    private static final double FEWEST_JUDGED = 48;

    private final Forecaster[] forecasters;
    private final Horizon[] horizons;
    private final int[] forecasterAt;
    private final int[] horizonAt;
    private final int cells;

    /** Forecasters from the simplest to the most elaborate. */
    Tournament(List<Forecaster> forecasters, List<Horizon> horizons) {
        this.forecasters = forecasters.toArray(Forecaster[]::new);
        this.horizons = horizons.toArray(Horizon[]::new);
        this.forecasterAt = new int[forecasters.size()];
        this.horizonAt = new int[horizons.size()];
        int next = 0;
        for (int i = 0; i < this.forecasters.length; i++) {
            forecasterAt[i] = next;
            next += this.forecasters[i].cells();
        }
        for (int h = 0; h < this.horizons.length; h++) {
            horizonAt[h] = next;
            next += this.forecasters.length * (1 + this.horizons[h].pending()) + 1;
        }
        this.cells = next;
    }

    /** What every metric gets: two forecasters that cost next to nothing. */
    static Tournament plain() {
        return new Tournament(
                List.of(new Naive(), new DampedHolt()),
                List.of(new Horizon(1, 1), new Horizon(LONG_STEPS, LONG_STEPS)));
    }

    /** What a metric gets that matters. */
    static Tournament of(List<ForecastModel> models) {
        return new Tournament(
                models.stream().map(ForecastModel::forecaster).toList(),
                List.of(new Horizon(1, 1), new Horizon(LONG_STEPS, 2)));
    }

    static Tournament full() {
        return of(ForecastModel.DEFAULT);
    }

    /** How many numbers it remembers of a metric; fresh ones are zeros. */
    int cells() {
        return cells;
    }

    int horizons() {
        return horizons.length;
    }

    int steps(int horizon) {
        return horizons[horizon].steps();
    }

    /** Judges what was forecast of this value, then lets every forecaster learn it. */
    void learn(double[] cells, int at, double value, long learned, Tick tick) {
        for (int h = 0; h < horizons.length; h++) {
            Horizon horizon = horizons[h];
            if (learned >= horizon.steps() && learned % horizon.every() == 0) {
                judge(cells, at, h, value, learned, tick);
            }
        }
        for (int i = 0; i < forecasters.length; i++) {
            forecasters[i].learn(cells, at + forecasterAt[i], value, learned, tick);
        }
        for (int i = at; i < at + horizonAt[0]; i++) {
            cells[i] = rounded(cells[i]);
        }
        for (int h = 0; h < horizons.length; h++) {
            Horizon horizon = horizons[h];
            if (horizon.pending() > 0 && learned % horizon.every() == 0) {
                remember(cells, at, h, learned, tick);
            }
        }
    }

    double value(double[] cells, int at, int horizon, Tick tick) {
        return forecast(cells, at, speaker(cells, at, horizon), horizons[horizon].steps(), tick);
    }

    /** Half the width of the 95 % band. */
    double halfWidth(double[] cells, int at, int horizon) {
        return cells[at + horizonAt[horizon] + forecasters.length];
    }

    String model(double[] cells, int at, int horizon) {
        return forecasters[speaker(cells, at, horizon)].name();
    }

    /** The forecast of one metric at a horizon, with its band. */
    Forecast forecast(double[] cells, int at, int horizon, String metric, Tick tick) {
        double value = value(cells, at, horizon, tick);
        double halfWidth = halfWidth(cells, at, horizon);
        double seconds = horizons[horizon].steps() * tick.secondsPerRecord();
        return new Forecast(metric, seconds, value, value - halfWidth, value + halfWidth, model(cells, at, horizon));
    }

    private void judge(double[] cells, int at, int h, double value, long learned, Tick tick) {
        Horizon horizon = horizons[h];
        int errors = at + horizonAt[h];
        int band = errors + forecasters.length;
        int pending = band + 1 + slot(horizon, learned) * forecasters.length;
        int speaker = speaker(cells, at, h);
        double count = Math.floor((double) (learned - horizon.steps()) / horizon.every()) + 1;
        double window = Math.max(FEWEST_JUDGED, ERROR_WINDOW / horizon.every());
        double rate = Math.max(1 / window, 1 / count);
        for (int i = 0; i < forecasters.length; i++) {
            double forecast = horizon.pending() > 0 ? cells[pending + i] : forecast(cells, at, i, 1, tick);
            double error = Math.abs(value - forecast);
            cells[errors + i] = rounded(cells[errors + i] + rate * (error - cells[errors + i]));
            if (i == speaker) {
                double step = Math.max(BAND_STEP, 1 / count) * cells[errors + i];
                double moved = cells[band] + step * (error > cells[band] ? COVERAGE : COVERAGE - 1);
                cells[band] = rounded(Math.max(0, moved));
            }
        }
    }

    private void remember(double[] cells, int at, int h, long learned, Tick tick) {
        Horizon horizon = horizons[h];
        int pending = at + horizonAt[h] + forecasters.length + 1 + slot(horizon, learned) * forecasters.length;
        for (int i = 0; i < forecasters.length; i++) {
            cells[pending + i] = rounded(forecast(cells, at, i, horizon.steps(), tick));
        }
    }

    private static int slot(Horizon horizon, long learned) {
        return horizon.pending() == 0 ? 0 : (int) (learned / horizon.every() % horizon.pending());
    }

    private double forecast(double[] cells, int at, int forecaster, int steps, Tick tick) {
        return forecasters[forecaster].forecast(cells, at + forecasterAt[forecaster], steps, tick);
    }

    private int speaker(double[] cells, int at, int horizon) {
        int errors = at + horizonAt[horizon];
        int best = 0;
        for (int i = 1; i < forecasters.length; i++) {
            if (cells[errors + i] < WORTH_SWITCHING * cells[errors + best]) {
                best = i;
            }
        }
        return best;
    }

    private static double rounded(double value) {
        return Math.abs(value) > Float.MAX_VALUE ? Math.copySign(Float.MAX_VALUE, value) : (float) value;
    }
}
