package dev.fleetshadow.gather;

import java.time.Instant;
import java.util.Comparator;

/**
 * One value of one series of a resource that is known by now.
 *
 * @param series metric and dimensions in one text
 * @param since start of a cumulative or delta value; {@code null} if the sender does not say
 * @param value not used where there is a distribution
 * @param distribution of a histogram, otherwise {@code null}
 */
public record Measurement(
        String series, PointKind kind, Instant at, Instant since, double value, Distribution distribution) {

    /** By time; what two say of one time is decided by what they say, and so always in the same way. */
    static final Comparator<Measurement> LATEST = Comparator.comparing(Measurement::at)
            .thenComparingDouble(Measurement::value)
            .thenComparing(measurement -> String.valueOf(measurement.since))
            .thenComparing(measurement -> String.valueOf(measurement.distribution));

    /** How much of the room for measurements it takes. */
    int cells() {
        return distribution == null ? 1 : distribution.counts().size();
    }

    boolean fromAKnownStart() {
        return since != null;
    }

    double secondsSinceStart() {
        return seconds(since, at);
    }

    static double seconds(Instant from, Instant until) {
        return (until.toEpochMilli() - from.toEpochMilli()) / 1000.0;
    }
}
