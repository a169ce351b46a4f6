package dev.fleetshadow.health;

import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.Memory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Remembers what was normal when an incident began, so that a long incident stays one.
 *
 * <p>The score adapts within hours, because memories that are frozen during an incident were measured to detect worse.
 * So nothing is frozen; when the score falls below 50, the 2-day and 30-day mean and scale of the metrics behind it, at
 * most 5, are set aside. The incident lasts until for an hour no such metric was more than 3 scale units away from both
 * its means, and at most for a day, after which the new normal is accepted. It is told beside the score and does not
 * touch it: a score held down until then found fewer events and delayed the proof of every recovery.
 */
final class IncidentLatch {

    static final double OPENS_BELOW = 50;
    static final long QUIET_MILLIS = 3_600_000;
    static final long LONGEST_MILLIS = 24 * QUIET_MILLIS;
    private static final double AWAY = 3;
    private static final Memory[] NORMAL = {Memory.MEDIUM, Memory.LONG};

    private long sinceMillis;
    private long awayMillis;
    private int[] columns = {};
    private final double[][] means = new double[NORMAL.length][Attribution.MOST];
    private final double[][] scales = new double[NORMAL.length][Attribution.MOST];

    /**
     * Takes note of one scored record.
     *
     * @param suspects columns of the metrics behind the score
     * @return the incident that goes on or ends with this record, or {@code null}
     */
    Incident next(long nowMillis, double score, int[] suspects, Deviations deviations, Memories memories) {
        if (open() && nowMillis - sinceMillis >= LONGEST_MILLIS) {
            boolean still = nowMillis - awayMillis < QUIET_MILLIS;
            Incident ended = close(still);
            return still ? ended : null;
        }
        if (!open() && score < OPENS_BELOW && suspects.length > 0) {
            open(nowMillis, suspects, memories);
        }
        if (open() && (score < OPENS_BELOW || away(deviations))) {
            awayMillis = nowMillis;
        }
        if (open() && nowMillis - awayMillis >= QUIET_MILLIS) {
            close(false);
        }
        return current();
    }

    /** The incident that was open at the last record, or {@code null}. */
    Incident current() {
        return open() ? new Incident(Instant.ofEpochMilli(sinceMillis), false) : null;
    }

    private boolean open() {
        return columns.length > 0;
    }

    private void open(long nowMillis, int[] suspects, Memories memories) {
        sinceMillis = nowMillis;
        columns = suspects;
        for (int span = 0; span < NORMAL.length; span++) {
            for (int i = 0; i < suspects.length; i++) {
                means[span][i] = memories.expected(suspects[i], NORMAL[span]);
                scales[span][i] = memories.scale(suspects[i], NORMAL[span]);
            }
        }
    }

    private Incident close(boolean accepted) {
        columns = new int[0];
        return new Incident(Instant.ofEpochMilli(sinceMillis), accepted);
    }

    private boolean away(Deviations deviations) {
        for (int i = 0; i < columns.length; i++) {
            double value = deviations.value[columns[i]];
            boolean away = deviations.present[columns[i]];
            for (int span = 0; span < NORMAL.length; span++) {
                away &= Math.abs(value - means[span][i]) > AWAY * scales[span][i];
            }
            if (away) {
                return true;
            }
        }
        return false;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(columns.length);
        if (!open()) {
            return;
        }
        out.writeLong(sinceMillis);
        out.writeLong(awayMillis);
        for (int i = 0; i < columns.length; i++) {
            out.writeShort(columns[i]);
            for (int span = 0; span < NORMAL.length; span++) {
                out.writeDouble(means[span][i]);
                out.writeDouble(scales[span][i]);
            }
        }
    }

    static IncidentLatch readFrom(DataInput in) throws IOException {
        IncidentLatch latch = new IncidentLatch();
        int size = in.readByte();
        if (size == 0) {
            return latch;
        }
        latch.sinceMillis = in.readLong();
        latch.awayMillis = in.readLong();
        latch.columns = new int[size];
        for (int i = 0; i < size; i++) {
            latch.columns[i] = in.readShort();
            for (int span = 0; span < NORMAL.length; span++) {
                latch.means[span][i] = in.readDouble();
                latch.scales[span][i] = in.readDouble();
            }
        }
        return latch;
    }
}
