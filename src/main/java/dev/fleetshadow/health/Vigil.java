package dev.fleetshadow.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Waits for the next update of one resource with a single alarm at a time.
 *
 * <p>The alarm is not moved with every update, which would cost a timer per update: when it goes off too early, because
 * something was heard since, it is set anew. Time is that of the transport, not the resource's own clock, which may be
 * wrong.
 */
public final class Vigil {

    static final int FEWEST_RECORDS = 10;

    private long heardAtMillis = Long.MIN_VALUE;
    private long alarmAtMillis = Long.MIN_VALUE;
    private boolean silent;

    /** What to do when the alarm goes off. */
    public enum Alarm {
        /** Something was heard in time; wait on. */
        WAIT,
        /** It has just become silent. */
        SILENT,
        /** It was silent for so long that it is to be forgotten. */
        FORGET
    }

    /** Notes a sign of life; the alarm is set anew if there is none or if the resource was silent. */
    public void heard(long atMillis, double intervalSeconds, VigilSettings settings) {
        heardAtMillis = Math.max(heardAtMillis, atMillis);
        if (silent || alarmAtMillis == Long.MIN_VALUE) {
            silent = false;
            alarmAtMillis = heardAtMillis + settings.patienceMillis(intervalSeconds);
        }
    }

    /** When the alarm is set to go off. */
    public long alarmAtMillis() {
        return alarmAtMillis;
    }

    /** Whether the alarm should have gone off before this moment. */
    public boolean overdue(long atMillis) {
        return alarmAtMillis != Long.MIN_VALUE && alarmAtMillis < atMillis;
    }

    /** What the alarm means; the next one is set unless the resource is to be forgotten. */
    public Alarm alarm(long nowMillis, double intervalSeconds, long records, VigilSettings settings) {
        long forgetAt = heardAtMillis + settings.retention().toMillis();
        if (nowMillis >= forgetAt) {
            return Alarm.FORGET;
        }
        long patience = settings.patienceMillis(intervalSeconds);
        boolean overdue = nowMillis >= heardAtMillis + patience;
        if (!silent && overdue && records >= FEWEST_RECORDS) {
            silent = true;
            alarmAtMillis = forgetAt;
            return Alarm.SILENT;
        }
        alarmAtMillis = silent ? forgetAt : Math.min(forgetAt, (overdue ? nowMillis : heardAtMillis) + patience);
        return Alarm.WAIT;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(heardAtMillis);
        out.writeLong(alarmAtMillis);
        out.writeBoolean(silent);
    }

    static Vigil readFrom(DataInput in) throws IOException {
        Vigil vigil = new Vigil();
        vigil.heardAtMillis = in.readLong();
        vigil.alarmAtMillis = in.readLong();
        vigil.silent = in.readBoolean();
        return vigil;
    }
}
