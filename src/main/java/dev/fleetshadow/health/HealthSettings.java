package dev.fleetshadow.health;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of the health engine; its statistics are not configurable, they were measured together.
 *
 * @param maxMetrics metrics learned per resource; further ones are trimmed and counted
 * @param trainEvery event time between two trainings of a resource's one-class SVM
 * @param seed seeds everything random
 */
public record HealthSettings(int maxMetrics, Duration trainEvery, long seed) implements Serializable {

    public static final int MOST_METRICS = 1000;

    public static final HealthSettings DEFAULT = new HealthSettings(128, Duration.ofDays(1), 42);

    public HealthSettings {
        if (maxMetrics < 1 || maxMetrics > MOST_METRICS) {
            throw new IllegalArgumentException("maxMetrics must be 1.." + MOST_METRICS + ", not " + maxMetrics);
        }
        if (trainEvery.isNegative() || trainEvery.isZero()) {
            throw new IllegalArgumentException("trainEvery must be positive, not " + trainEvery);
        }
    }
}
