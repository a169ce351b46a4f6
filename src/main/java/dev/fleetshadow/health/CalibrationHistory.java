package dev.fleetshadow.health;

import dev.fleetshadow.profile.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Remembers how high the score of a resource usually climbs within an hour and within a day.
 *
 * <p>Touched once an hour only, so it is stored apart from what every update reads.
 */
public final class CalibrationHistory {

    static final int HOURS = 720;
    static final int DAYS = 30;
    private static final int HOURS_PER_DAY = 24;

    private double[] hourly = {};
    private double[] daily = {};
    private long hours;
    private double dayMaximum = Double.NEGATIVE_INFINITY;

    /** Adds the largest log score of one complete hour. */
    public void add(double hourMaximum) {
        hourly = pushed(hourly, hourMaximum, HOURS, hours);
        hours++;
        dayMaximum = Math.max(dayMaximum, hourMaximum);
        if (hours % HOURS_PER_DAY == 0) {
            daily = pushed(daily, dayMaximum, DAYS, hours / HOURS_PER_DAY - 1);
            dayMaximum = Double.NEGATIVE_INFINITY;
        }
    }

    /** Hourly maxima held, at most {@value #HOURS}. */
    public int hoursHeld() {
        return hourly.length;
    }

    public int daysHeld() {
        return daily.length;
    }

    double[] sortedHours() {
        double[] sorted = hourly.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    double[] sortedDays() {
        double[] sorted = daily.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] pushed(double[] ring, double value, int capacity, long position) {
        double[] next = ring.length < capacity ? Arrays.copyOf(ring, ring.length + 1) : ring;
        next[(int) (position % capacity)] = value;
        return next;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(hours);
        out.writeDouble(dayMaximum);
        LogScores.write(out, hourly);
        LogScores.write(out, daily);
    }

    public static CalibrationHistory readFrom(DataInput in) throws IOException {
        return readFrom(in, LogScores.HIGHEST);
    }

    /** Reads what layout 2 wrote: what was beyond its range was cut. */
    public static CalibrationHistory readSecondLayout(DataInput in) throws IOException {
        return readFrom(in, LogScores.SECOND_LAYOUT_HIGHEST);
    }

    private static CalibrationHistory readFrom(DataInput in, double highest) throws IOException {
        CalibrationHistory history = new CalibrationHistory();
        history.hours = in.readLong();
        history.dayMaximum = in.readDouble();
        history.hourly = LogScores.read(in, highest);
        history.daily = LogScores.read(in, highest);
        return history;
    }

    /** Reads what layout 1 wrote: every maximum in full. */
    public static CalibrationHistory readFirstLayout(DataInput in) throws IOException {
        CalibrationHistory history = new CalibrationHistory();
        history.hours = in.readLong();
        history.dayMaximum = in.readDouble();
        history.hourly = Columns.readFull(in, in.readShort());
        history.daily = Columns.readFull(in, in.readShort());
        return history;
    }
}
