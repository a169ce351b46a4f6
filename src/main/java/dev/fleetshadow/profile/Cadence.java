package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Learns how often a resource reports, because every window of the baselines is counted in records.
 *
 * <p>The nominal interval starts as the first gap seen and then follows the gaps that look like one interval
 * (0.5 to 2 times the nominal) as an average over at most 100 of them; other gaps are outages or bursts and move it by
 * 5 % of the way only, so that a real change of interval is followed within some dozens of records. An exactly regular
 * source keeps an exact interval.
 */
public final class Cadence {

    private static final double SHORTEST_SECONDS = 0.1;
    private static final double LONGEST_SECONDS = 86_400;
    private static final int REMEMBERED_GAPS = 100;
    private static final double DRIFT_OF_ODD_GAPS = 0.05;
    private static final double OUTAGE_INTERVALS = 10;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double DEFAULT_SECONDS = 60;

    private double seconds;
    private int gaps;

    public void learn(double gapSeconds) {
        double gap = Math.min(Math.max(gapSeconds, SHORTEST_SECONDS), LONGEST_SECONDS);
        if (gaps == 0) {
            seconds = gap;
        } else if (gap >= 0.5 * seconds && gap <= 2 * seconds) {
            seconds += (gap - seconds) / Math.min(gaps + 1, REMEMBERED_GAPS);
        } else {
            seconds += DRIFT_OF_ODD_GAPS * (Math.min(gap, OUTAGE_INTERVALS * seconds) - seconds);
        }
        gaps = Math.min(gaps + 1, REMEMBERED_GAPS);
    }

    /** Nominal seconds between two records; one minute until two records were seen. */
    public double seconds() {
        return gaps == 0 ? DEFAULT_SECONDS : seconds;
    }

    public double recordsPerDay() {
        return SECONDS_PER_DAY / seconds();
    }

    public boolean known() {
        return gaps > 0;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(seconds);
        out.writeInt(gaps);
    }

    static Cadence readFrom(DataInput in) throws IOException {
        Cadence cadence = new Cadence();
        cadence.seconds = in.readDouble();
        cadence.gaps = in.readInt();
        return cadence;
    }
}
