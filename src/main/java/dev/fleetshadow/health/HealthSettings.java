package dev.fleetshadow.health;

import dev.fleetshadow.detection.SecondOpinion;
import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The bounds of the health engine; its statistics are not configurable, they were measured together.
 *
 * @param maxMetrics metrics learned per resource; further ones are trimmed and counted
 * @param secondOpinion the detector that is asked about low scores
 * @param trainEvery event time between two trainings of a resource's detector
 * @param seed seeds everything random
 * @param followed metrics to forecast more closely
 * @param counterSuffixes metrics whose names end like this are cumulative counters, of which the rate is learned
 * @param ranked how many metrics a report ranks beside those that it explains, for whoever judges attribution
 */
public record HealthSettings(
        int maxMetrics,
        SecondOpinion secondOpinion,
        Duration trainEvery,
        long seed,
        Followed followed,
        List<String> counterSuffixes,
        int ranked)
        implements Serializable {

    public static final int MOST_METRICS = 1000;

    public static final HealthSettings DEFAULT = new HealthSettings(
            128,
            SecondOpinion.ONE_CLASS_SVM,
            Duration.ofDays(1),
            42,
            new Followed(List.of(new Limit(Glob.of("*.utilization"), 1, false)), List.of()),
            List.of(".total", "_total"),
            0);

    public HealthSettings {
        counterSuffixes = List.copyOf(counterSuffixes);
        if (maxMetrics < 1 || maxMetrics > MOST_METRICS) {
            throw new IllegalArgumentException("maxMetrics must be 1.." + MOST_METRICS + ", not " + maxMetrics);
        }
        if (trainEvery.isNegative() || trainEvery.isZero()) {
            throw new IllegalArgumentException("trainEvery must be positive, not " + trainEvery);
        }
    }

    public HealthSettings withRanked(int most) {
        return new HealthSettings(maxMetrics, secondOpinion, trainEvery, seed, followed, counterSuffixes, most);
    }
}
