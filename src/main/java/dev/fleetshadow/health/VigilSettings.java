package dev.fleetshadow.health;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a quiet resource counts as silent, and when it is forgotten.
 *
 * @param intervals of the resource's own reporting, 1..{@value #MOST_INTERVALS}
 * @param atLeast however often it reports
 * @param retention after which nothing is remembered of it
 */
public record VigilSettings(int intervals, Duration atLeast, Duration retention) implements Serializable {

    public static final int MOST_INTERVALS = 1000;

    public static final VigilSettings DEFAULT = new VigilSettings(5, Duration.ofMinutes(1), Duration.ofDays(7));

    /** How long a resource with this reporting interval may be quiet. */
    long patienceMillis(double intervalSeconds) {
        return Math.max(atLeast.toMillis(), Math.round(intervals * intervalSeconds * 1000));
    }
}
