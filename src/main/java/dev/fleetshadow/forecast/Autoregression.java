package dev.fleetshadow.forecast;

import java.util.Arrays;

/**
 * Expects what a linear combination of the last {@value #ORDER} values says, learned by recursive least squares.
 *
 * <p>Values are normalised by mean and deviation of about {@value #NORMAL_WINDOW} records. Exponential forgetting
 * ({@value #FORGETTING}) follows a metric whose dynamics change; it lets the inverse covariance grow without bound while
 * nothing happens, so that its trace is held to 10,000 per coefficient (Åström and Wittenmark, Adaptive Control, 1995, call
 * this estimator wind-up). Errors beyond four deviations are clipped before they move a coefficient. Forecasts further
 * ahead are iterated, and held within half a range of the values ever seen: an unstable estimate must not run away.
 */
final class Autoregression implements Forecaster {

    static final int ORDER = 5;
    private static final int SIZE = ORDER + 1;
    private static final double NORMAL_WINDOW = 1440;
    private static final double FORGETTING = 0.9995;
    private static final double REMEMBERING = 1 / FORGETTING;
    private static final double FIRST_COVARIANCE = 100;
    private static final double MOST_COVARIANCE = 1e4 * SIZE;
    private static final int UNCLIPPED = 200;
    private static final double CLIP = 4;
    private static final double ERROR_RATE = 0.01;
    private static final double ERROR_JUMP = 25;
    private static final double FARTHEST_SIGMAS = 50;
    private static final double FLAT = 1e-6;

    /** The cells: coefficients (the intercept first), lower triangle of the covariance by rows, values (latest first). */
    private static final int THETA = 0;

    private static final int COVARIANCE = THETA + SIZE;
    private static final int LAGS = COVARIANCE + SIZE * (SIZE + 1) / 2;
    private static final int MEAN = LAGS + ORDER;
    private static final int DEVIATION = MEAN + 1;
    private static final int SQUARED_ERROR = MEAN + 2;
    private static final int SMALLEST = MEAN + 3;
    private static final int LARGEST = MEAN + 4;
    private static final int CELLS = MEAN + 5;

    /** A power of two, so that wrapping around is a mask. */
    private static final int PATH = 8;

    private final double[] regressors = new double[SIZE];
    private final double[] gain = new double[SIZE];
    private final double[] path = new double[PATH];

    @Override
    public String name() {
        return "ar5";
    }

    @Override
    public int cells() {
        return CELLS;
    }

    @Override
    public void learn(double[] cells, int at, double value, long learned, Tick tick) {
        if (learned == 0) {
            begin(cells, at, value);
            return;
        }
        double rate = Math.max(1 / NORMAL_WINDOW, 1.0 / (learned + 1));
        double error = value - cells[at + MEAN];
        cells[at + MEAN] += rate * error;
        double variance = cells[at + DEVIATION] * cells[at + DEVIATION];
        cells[at + DEVIATION] = Math.sqrt((1 - rate) * (variance + rate * error * error));
        double deviation = deviation(cells, at);
        if (learned > ORDER && deviation > 0) {
            double mean = cells[at + MEAN];
            double scale = 1 / deviation;
            regressors[0] = 1;
            for (int i = 0; i < ORDER; i++) {
                regressors[i + 1] = bounded((cells[at + LAGS + i] - mean) * scale);
            }
            regress(cells, at, bounded((value - mean) * scale), learned > UNCLIPPED);
        }
        System.arraycopy(cells, at + LAGS, cells, at + LAGS + 1, ORDER - 1);
        cells[at + LAGS] = value;
        cells[at + SMALLEST] = Math.min(cells[at + SMALLEST], value);
        cells[at + LARGEST] = Math.max(cells[at + LARGEST], value);
    }

    @Override
    public double forecast(double[] cells, int at, int steps, Tick tick) {
        double deviation = deviation(cells, at);
        if (deviation == 0) {
            return cells[at + LAGS];
        }
        double mean = cells[at + MEAN];
        double scale = 1 / deviation;
        for (int i = 0; i < ORDER; i++) {
            path[i] = bounded((cells[at + LAGS + i] - mean) * scale);
        }
        int latest = 0;
        for (int step = 0; step < steps; step++) {
            double next = cells[at + THETA];
            for (int i = ORDER - 1; i >= 0; i--) {
                next += cells[at + THETA + 1 + i] * path[(latest + i) & (PATH - 1)];
            }
            latest = (latest - 1) & (PATH - 1);
            path[latest] = bounded(next);
        }
        double margin = 0.5 * (cells[at + LARGEST] - cells[at + SMALLEST]);
        double value = mean + deviation * path[latest];
        return Math.max(cells[at + SMALLEST] - margin, Math.min(cells[at + LARGEST] + margin, value));
    }

    private static void begin(double[] cells, int at, double value) {
        cells[at + THETA + 1] = 1;
        for (int i = 0; i < SIZE; i++) {
            cells[at + COVARIANCE + diagonal(i)] = FIRST_COVARIANCE;
        }
        Arrays.fill(cells, at + LAGS, at + LAGS + ORDER, value);
        cells[at + MEAN] = cells[at + SMALLEST] = cells[at + LARGEST] = value;
    }

    private void regress(double[] cells, int at, double target, boolean clipped) {
        double error = target;
        double spread = FORGETTING;
        multiply(cells, at + COVARIANCE);
        for (int i = 0; i < SIZE; i++) {
            error -= cells[at + THETA + i] * regressors[i];
            spread += gain[i] * regressors[i];
        }
        if (spread <= FORGETTING) {
            forgetCovariance(cells, at);
            return;
        }
        double squared = cells[at + SQUARED_ERROR];
        double limit = clipped ? CLIP * Math.sqrt(squared) : Double.MAX_VALUE;
        double step = Math.max(-limit, Math.min(limit, error)) / spread;
        cells[at + SQUARED_ERROR] += ERROR_RATE * (Math.min(error * error, ERROR_JUMP * squared + 1e-6) - squared);
        double trace = 0;
        int cell = at + COVARIANCE;
        for (int i = 0; i < SIZE; i++) {
            cells[at + THETA + i] += step * gain[i];
            double share = gain[i] / spread;
            for (int k = 0; k <= i; k++, cell++) {
                cells[cell] = (cells[cell] - share * gain[k]) * REMEMBERING;
            }
            trace += cells[cell - 1];
        }
        if (trace > MOST_COVARIANCE) {
            for (int i = 0; i < LAGS - COVARIANCE; i++) {
                cells[at + COVARIANCE + i] *= MOST_COVARIANCE / trace;
            }
        }
    }

    /** The gain is the covariance times the regressors; only a triangle of it is kept, so each cell counts twice. */
    private void multiply(double[] cells, int covariance) {
        int cell = covariance;
        for (int i = 0; i < SIZE; i++) {
            double sum = 0;
            for (int k = 0; k < i; k++, cell++) {
                sum += cells[cell] * regressors[k];
                gain[k] += cells[cell] * regressors[i];
            }
            gain[i] = sum + cells[cell++] * regressors[i];
        }
    }

    /** Begins anew with the covariance, also where rounding has cost it its positive definiteness. */
    private static void forgetCovariance(double[] cells, int at) {
        Arrays.fill(cells, at + COVARIANCE, at + LAGS, 0);
        for (int i = 0; i < SIZE; i++) {
            cells[at + COVARIANCE + diagonal(i)] = FIRST_COVARIANCE;
        }
    }

    /** The deviation to normalise by; 0 for what never moved by more than rounding. */
    private static double deviation(double[] cells, int at) {
        double deviation = cells[at + DEVIATION];
        return deviation > FLAT * Math.abs(cells[at + MEAN]) ? deviation : 0;
    }

    private static double bounded(double sigmas) {
        return Math.abs(sigmas) <= FARTHEST_SIGMAS ? sigmas : Math.copySign(FARTHEST_SIGMAS, sigmas);
    }

    private static int diagonal(int i) {
        return i * (i + 3) / 2;
    }
}
