package dev.fleetshadow.forecast;

import dev.fleetshadow.profile.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Lets two one-step forecasters compete for every metric of a resource: the last value, and Holt's linear trend with
 * damping.
 *
 * <p>Holt (Gardner and McKenzie 1985): level smoothing {@value #ALPHA}, trend smoothing {@value #BETA}, damping
 * {@value #PHI}. Errors are exponential averages over {@value #ERROR_WINDOW} records; the trend model speaks only while
 * its error is at least 2 % smaller, so that ties go to the simpler one. The half-width of the 95 % band is tracked
 * online: after each record it moves up by {@code 0.95} or down by {@code 0.05} of a twentieth of the error's standard
 * deviation, whichever makes 19 of 20 records fall inside.
 */
public final class Outlook {

    static final double ALPHA = 0.5;
    static final double BETA = 0.05;
    static final double PHI = 0.9;
    static final double ERROR_WINDOW = 720;
    private static final double WORTH_SWITCHING = 0.98;
    private static final double COVERAGE = 0.95;
    private static final double BAND_STEP = 0.05;

    private double[] last;
    private double[] level;
    private double[] trend;
    private double[] naiveError;
    private double[] holtError;
    private double[] squaredError;
    private double[] halfWidth;

    private Outlook(int size) {
        last = unseen(size);
        level = new double[size];
        trend = new double[size];
        naiveError = new double[size];
        holtError = new double[size];
        squaredError = new double[size];
        halfWidth = new double[size];
    }

    public static Outlook cold() {
        return new Outlook(0);
    }

    public void grow(int size) {
        last = Columns.grown(last, size, Double.NaN);
        level = Columns.grown(level, size, 0);
        trend = Columns.grown(trend, size, 0);
        naiveError = Columns.grown(naiveError, size, 0);
        holtError = Columns.grown(holtError, size, 0);
        squaredError = Columns.grown(squaredError, size, 0);
        halfWidth = Columns.grown(halfWidth, size, 0);
    }

    public int size() {
        return last.length;
    }

    /** Whether metric {@code j} was seen at all; before that there is nothing to forecast from. */
    public boolean ready(int j) {
        return !Double.isNaN(last[j]);
    }

    /** The forecast of metric {@code j} for the next record. */
    public Forecast forecast(int j, String metric, double horizonSeconds) {
        double value = point(j);
        return new Forecast(
                metric,
                horizonSeconds,
                value,
                value - halfWidth[j],
                value + halfWidth[j],
                holtSpeaks(j) ? "damped-holt" : "naive");
    }

    /** Learns one finite value, given how many records of the resource came before it. */
    public void learn(int j, double value, long records, double recordsPerDay) {
        if (!ready(j)) {
            last[j] = level[j] = value;
            return;
        }
        double error = Math.abs(value - point(j));
        double rate = Math.max(1 / ERROR_WINDOW, 1.0 / (records + 1));
        double dailyRate = Math.max(1 / recordsPerDay, 1.0 / (records + 1));
        squaredError[j] += dailyRate * (error * error - squaredError[j]);
        double step = BAND_STEP * Math.sqrt(squaredError[j]);
        halfWidth[j] = Math.max(0, halfWidth[j] + step * (error > halfWidth[j] ? COVERAGE : COVERAGE - 1));
        naiveError[j] += rate * (Math.abs(value - last[j]) - naiveError[j]);
        holtError[j] += rate * (Math.abs(value - holt(j)) - holtError[j]);

        double smoothed = ALPHA * value + (1 - ALPHA) * holt(j);
        trend[j] = BETA * (smoothed - level[j]) + (1 - BETA) * PHI * trend[j];
        level[j] = smoothed;
        last[j] = value;
    }

    private double point(int j) {
        return holtSpeaks(j) ? holt(j) : last[j];
    }

    private boolean holtSpeaks(int j) {
        return holtError[j] < WORTH_SWITCHING * naiveError[j];
    }

    private double holt(int j) {
        return level[j] + PHI * trend[j];
    }

    public void writeTo(DataOutput out) throws IOException {
        for (double[] column : new double[][] {last, level, trend, naiveError, holtError, squaredError, halfWidth}) {
            Columns.write(out, column);
        }
    }

    public static Outlook readFrom(DataInput in, int size) throws IOException {
        Outlook outlook = new Outlook(0);
        outlook.last = Columns.read(in, size);
        outlook.level = Columns.read(in, size);
        outlook.trend = Columns.read(in, size);
        outlook.naiveError = Columns.read(in, size);
        outlook.holtError = Columns.read(in, size);
        outlook.squaredError = Columns.read(in, size);
        outlook.halfWidth = Columns.read(in, size);
        return outlook;
    }

    private static double[] unseen(int size) {
        return Columns.grown(new double[0], size, Double.NaN);
    }
}
