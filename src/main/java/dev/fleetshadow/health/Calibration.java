package dev.fleetshadow.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Turns a raw score into "once in how many hours does this resource see such a score", so that a health of 50 is the same
 * promise on every resource.
 *
 * <p>The tail of the hourly maxima is taken as exponential. Its position is the 80 % quantile of the hourly maxima, its
 * slope starts from their 20–80 % spread (divided by {@value #SPREAD_PER_SLOPE}, fitted on public server telemetry) and
 * moves to what the daily maxima show, with the prior counting as {@value #PRIOR_DAYS} days. Quantiles and not maxima:
 * incidents in the history must not blind the score to the next one. After two weeks position and spread follow what is
 * shown as an average over thirty days: a scale that moves with every restless day would rank the same score differently.
 * Until a resource has shown enough hours of its own they lean on a {@link CalibrationPrior}, so that its first score does
 * not wait for days.
 */
public final class Calibration {

    static final int FEWEST_RECORDS = 30;
    private static final double SETTLING_DAYS = 0.5;
    private static final int FEWEST_HOURS_WITHOUT_PRIOR = 24;
    private static final double SETTLING_DAYS_WITHOUT_PRIOR = 2;
    private static final double SPREAD_PER_SLOPE = 4.4;
    private static final double PRIOR_DAYS = 7;
    private static final int FEWEST_DAYS = 3;
    private static final int ESTABLISHED_HOURS = 14 * 24;
    private static final double FOLLOWING = 1.0 / CalibrationHistory.HOURS;
    private static final double SMALLEST_SPREAD = 0.1;
    private static final double SMALLEST_SLOPE = 0.02;
    private static final int HOURS_PER_DAY = 24;

    private static final double LOG_FIVE = Math.log(5);
    private static final double LOG_FOUR = Math.log(4);

    private static final double[] LOG_HOURS = {0, Math.log(24), Math.log(168), Math.log(720), Math.log(8760)};
    private static final double[] HEALTH = {100, 70, 50, 30, 0};

    private double hourMaximum = Double.NEGATIVE_INFINITY;
    private int recordsInHour;
    private int hoursHeld;
    private double high;
    private double spread;
    private double slope;

    /**
     * Takes note of one log score.
     *
     * @return whether this record completed an hour of records, so that {@link #recalibrate} is due
     */
    public boolean completesHour(double logScore, long record, double recordsPerDay, CalibrationPrior prior) {
        if (record < (prior.none() ? SETTLING_DAYS_WITHOUT_PRIOR : SETTLING_DAYS) * recordsPerDay) {
            return false;
        }
        hourMaximum = Math.max(hourMaximum, logScore);
        recordsInHour++;
        return recordsInHour >= Math.max(1, Math.round(recordsPerDay / HOURS_PER_DAY));
    }

    /** Closes the hour into the history and reads the tail anew. */
    public void recalibrate(CalibrationHistory history, CalibrationPrior prior) {
        history.add(hourMaximum);
        hourMaximum = Double.NEGATIVE_INFINITY;
        recordsInHour = 0;
        hoursHeld = history.hoursHeld();
        double[] hours = history.sortedHours();
        double highShown = hours[(int) (0.8 * (hours.length - 1))];
        double spreadShown = Math.max(highShown - hours[(int) (0.2 * (hours.length - 1))], SMALLEST_SPREAD);
        double rate = hours.length <= ESTABLISHED_HOURS ? 1 : FOLLOWING;
        high += rate * (prior.blended(prior.high(), highShown, hours.length) - high);
        spread += rate * (prior.blended(prior.spread(), spreadShown, hours.length) - spread);
        slope = 1 / inverseSlope(history.sortedDays(), highShown);
    }

    private double inverseSlope(double[] days, double highShown) {
        double expected = spread / SPREAD_PER_SLOPE;
        if (days.length < FEWEST_DAYS) {
            return expected;
        }
        double position = 0.8 * (days.length - 1);
        int below = (int) position;
        double above = days[Math.min(below + 1, days.length - 1)];
        double dayHigh = days[below] + (position - below) * (above - days[below]);
        double seen =
                Math.max(dayHigh - highShown, SMALLEST_SLOPE) / (Math.log(HOURS_PER_DAY / -Math.log(0.8)) - LOG_FIVE);
        return (PRIOR_DAYS * expected + days.length * seen) / (PRIOR_DAYS + days.length);
    }

    public int hoursHeld() {
        return hoursHeld;
    }

    /**
     * Natural logarithm of the return period in hours; NaN before {@value #FEWEST_RECORDS} records were seen, or, without a
     * prior, {@value #FEWEST_HOURS_WITHOUT_PRIOR} hours.
     */
    public double logReturnPeriod(double logScore, long record, CalibrationPrior prior) {
        if (prior.none() ? hoursHeld < FEWEST_HOURS_WITHOUT_PRIOR : record < FEWEST_RECORDS) {
            return Double.NaN;
        }
        return hoursHeld == 0
                ? logReturnPeriod(logScore, prior.high(), prior.spread(), SPREAD_PER_SLOPE / prior.spread())
                : logReturnPeriod(logScore, high, spread, slope);
    }

    private static double logReturnPeriod(double logScore, double high, double spread, double slope) {
        return logScore >= high
                ? LOG_FIVE + slope * (logScore - high)
                : LOG_FIVE - LOG_FOUR * (high - logScore) / spread;
    }

    /** Health 0..100: 70, 50 and 30 are return periods of a day, a week and a month; NaN stays NaN. */
    public static double health(double logReturnPeriod) {
        if (Double.isNaN(logReturnPeriod) || logReturnPeriod <= LOG_HOURS[0]) {
            return Double.isNaN(logReturnPeriod) ? Double.NaN : HEALTH[0];
        }
        for (int i = 1; i < LOG_HOURS.length; i++) {
            if (logReturnPeriod <= LOG_HOURS[i]) {
                double part = (logReturnPeriod - LOG_HOURS[i - 1]) / (LOG_HOURS[i] - LOG_HOURS[i - 1]);
                return HEALTH[i - 1] + part * (HEALTH[i] - HEALTH[i - 1]);
            }
        }
        return 0;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(hourMaximum);
        out.writeInt(recordsInHour);
        out.writeInt(hoursHeld);
        out.writeDouble(high);
        out.writeDouble(spread);
        out.writeDouble(slope);
    }

    static Calibration readFrom(DataInput in) throws IOException {
        Calibration calibration = new Calibration();
        calibration.hourMaximum = in.readDouble();
        calibration.recordsInHour = in.readInt();
        calibration.hoursHeld = in.readInt();
        calibration.high = in.readDouble();
        calibration.spread = in.readDouble();
        calibration.slope = in.readDouble();
        return calibration;
    }
}
