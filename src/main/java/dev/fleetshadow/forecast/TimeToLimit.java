package dev.fleetshadow.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Says when a metric that keeps moving towards its limit gets there.
 *
 * @param limit in the metric's unit
 * @param earliest nineteen of twenty times it takes longer
 * @param likely if the trend goes on as it is
 * @param latest nineteen of twenty times it takes less; {@code null} if that is later than can be said
 * @param probability 0.5..1, that the limit is reached within {@link #FARTHEST}
 */
public record TimeToLimit(
        String metric, double limit, Instant earliest, Instant likely, Instant latest, double probability) {

    /** Nothing is said of a limit reached later than this. */
    public static final Duration FARTHEST = Duration.ofHours(12);

    /** For people. */
    public String summary() {
        return String.format(Locale.ROOT, "%s reaches %s about %s", metric, limit, likely);
    }

    TimeToLimit withLimit(double other) {
        return new TimeToLimit(metric, other, earliest, likely, latest, probability);
    }
}
