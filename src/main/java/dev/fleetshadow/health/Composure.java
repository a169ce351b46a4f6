package dev.fleetshadow.health;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Counts how long a resource has been calm and tells what is news about it, so that whoever waits for trouble, or counts
 * the fleet, need not remember every healthy resource itself.
 */
final class Composure {

    private static final long HOUR_MILLIS = 3_600_000;

    /** 2^32 over the golden ratio: the names of a fleet are much alike, and so are their hashes. */
    private static final long SPREAD = 0x9E3779B9L;

    private static final String NOTHING_SAID = "";

    private HealthLevel level;
    private int wellFor;

    /**
     * Whether the report on this update says something that the one before did not, or is the first of its hour. The shadow
     * must not have moved on yet.
     */
    boolean news(ResourceShadow shadow, StatusUpdate update, double score) {
        return shadow.unheard()
                || level != HealthLevel.of(score)
                || shadow.lastStatus() != update.status()
                || !shadow.resource().equals(update.resource())
                || hour(update.resourceId(), shadow.lastObservedAt().toEpochMilli())
                        != hour(update.resourceId(), update.observedAt().toEpochMilli());
    }

    /** Takes note of a report; returns the calm ones in a row. */
    int next(HealthLevel said, ResourceStatus status, Prediction prediction, List<TimeToLimit> timesToLimit) {
        boolean calm = (said == HealthLevel.HEALTHY || said == HealthLevel.LEARNING)
                && status == ResourceStatus.RUNNING
                && prediction == null
                && timesToLimit.isEmpty();
        level = said;
        wellFor = calm ? Math.min(wellFor, Integer.MAX_VALUE - 1) + 1 : 0;
        return wellFor;
    }

    /** Each resource has hours of its own: a fleet that tells the news all at once is a storm every hour. */
    private static long hour(String resourceId, long millis) {
        return Math.floorDiv(millis + Math.floorMod(resourceId.hashCode() * SPREAD, HOUR_MILLIS), HOUR_MILLIS);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(level == null ? NOTHING_SAID : level.name());
        out.writeInt(wellFor);
    }

    static Composure readFrom(DataInput in) throws IOException {
        Composure composure = new Composure();
        String said = in.readUTF();
        composure.level = said.equals(NOTHING_SAID) ? null : HealthLevel.valueOf(said);
        composure.wellFor = in.readInt();
        return composure;
    }
}
