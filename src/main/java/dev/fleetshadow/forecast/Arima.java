package dev.fleetshadow.forecast;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Expects what ARIMA(2,1,1) says of the differences between values, fitted anew every {@value #REFIT_EVERY} records to the
 * last {@value #WINDOW}.
 *
 * <p>The fit is Hannan and Rissanen's (1982): a long autoregression ({@value #LONG_ORDER}) yields the shocks, then the
 * differences are regressed on their own past and on the last shock. Differences beyond six robust deviations are clipped
 * for the fit; coefficients close to a unit root are shrunk. Forecasts are held within half a range of the values ever seen.
 * It remembers {@value #WINDOW} differences of a metric, so it is an option.
 */
final class Arima implements Forecaster {

    static final int WINDOW = 720;
    private static final int REFIT_EVERY = 360;
    private static final int LONG_ORDER = 20;
    private static final int ORDER = 2;
    private static final int FEWEST = 120;
    private static final double CLIP = 6;
    private static final double DEVIATIONS_PER_MAD = 1.4826;
    private static final double LEAST_SHARE = 0.2;

    /** The cells: a ring of differences, the last ones again, the coefficients, the last shock and value, the range. */
    private static final int RING = 0;

    private static final int PAST = RING + WINDOW;
    private static final int AUTO = PAST + ORDER;
    private static final int MOVING = AUTO + ORDER;
    private static final int SHOCK = MOVING + 1;
    private static final int LAST = SHOCK + 1;
    private static final int SMALLEST = LAST + 1;
    private static final int LARGEST = LAST + 2;
    private static final int CELLS = LAST + 3;

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public int cells() {
        return CELLS;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        if (learned == 0) {
            cells[at + LAST] = cells[at + SMALLEST] = cells[at + LARGEST] = value;
            return;
        }
        double difference = value - cells[at + LAST];
        cells[at + SHOCK] = difference - next(cells, at, cells[at + PAST], cells[at + PAST + 1], cells[at + SHOCK]);
        cells[at + PAST + 1] = cells[at + PAST];
        cells[at + PAST] = difference;
        cells[at + RING + (int) (learned % WINDOW)] = difference;
        cells[at + LAST] = value;
        cells[at + SMALLEST] = Math.min(cells[at + SMALLEST], value);
        cells[at + LARGEST] = Math.max(cells[at + LARGEST], value);
        if (learned % REFIT_EVERY == FEWEST) {
            refit(cells, at, learned);
        }
    }

    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        double value = cells[at + LAST];
        double before = cells[at + PAST + 1];
        double latest = cells[at + PAST];
        double shock = cells[at + SHOCK];
        for (int step = 0; step < steps; step++) {
            double difference = next(cells, at, latest, before, shock);
            value += difference;
            before = latest;
            latest = difference;
            shock = 0;
        }
        double margin = 0.5 * (cells[at + LARGEST] - cells[at + SMALLEST]);
        return Math.max(cells[at + SMALLEST] - margin, Math.min(cells[at + LARGEST] + margin, value));
    }

    private static double next(double[] cells, int at, double latest, double before, double shock) {
        return cells[at + AUTO] * latest + cells[at + AUTO + 1] * before + cells[at + MOVING] * shock;
    }

    private static void refit(double[] cells, int at, long learned) {
        int known = (int) Math.min(learned, WINDOW);
        double[] differences = new double[known];
        for (int i = 0; i < known; i++) {
            differences[i] = cells[at + RING + (int) ((learned - known + 1 + i) % WINDOW)];
        }
        double[] coefficients = fitted(differences);
        System.arraycopy(coefficients, 0, cells, at + AUTO, coefficients.length);
    }

    /** The coefficients of the last two differences and of the last shock; zeros for what hardly ever moves. */
    static double[] fitted(double[] differences) {
        double scale = Math.max(
                DEVIATIONS_PER_MAD * medianMagnitude(differences),
                LEAST_SHARE * Math.sqrt(StatUtils.variance(differences)));
        if (!(scale > 0)) {
            return new double[ORDER + 1];
        }
        double[] clipped = Arrays.stream(differences)
                .map(difference -> Math.max(-CLIP, Math.min(CLIP, difference / scale)))
                .toArray();
        double[] shocks = shocks(clipped);
        int from = LONG_ORDER + ORDER;
        double[][] rows = new double[clipped.length - from][];
        for (int i = from; i < clipped.length; i++) {
            rows[i - from] = new double[] {clipped[i - 1], clipped[i - 2], shocks[i - 1]};
        }
        double[] fitted = LeastSquares.fit(rows, Arrays.copyOfRange(clipped, from, clipped.length));
        double[] auto = {fitted[0], fitted[1]};
        double[] moving = {fitted[2]};
        LeastSquares.stabilise(auto);
        LeastSquares.stabilise(moving);
        return new double[] {auto[0], auto[1], moving[0]};
    }

    private static double[] shocks(double[] values) {
        double[][] rows = new double[values.length - LONG_ORDER][LONG_ORDER];
        for (int i = LONG_ORDER; i < values.length; i++) {
            for (int lag = 1; lag <= LONG_ORDER; lag++) {
                rows[i - LONG_ORDER][lag - 1] = values[i - lag];
            }
        }
        double[] coefficients = LeastSquares.fit(rows, Arrays.copyOfRange(values, LONG_ORDER, values.length));
        double[] shocks = new double[values.length];
        for (int i = LONG_ORDER; i < values.length; i++) {
            shocks[i] = values[i];
            for (int lag = 0; lag < LONG_ORDER; lag++) {
                shocks[i] -= coefficients[lag] * rows[i - LONG_ORDER][lag];
            }
        }
        return shocks;
    }

    private static double medianMagnitude(double[] values) {
        return new Median().evaluate(Arrays.stream(values).map(Math::abs).toArray());
    }
}
