package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One value as a collector sends it, before a mapping has said whose it is and what it is called here.
 *
 * @param source attributes of who is spoken of, such as {@code host.name}
 * @param metric the sender's name of it
 * @param dimensions attributes of what is spoken of, such as {@code state=used}; what is in the source as well and tells
 *     who it is does not count
 * @param at event time
 * @param since start of a cumulative or delta point; {@code null} if the sender does not say
 * @param value NaN where the sender has none; not used where there is a distribution
 * @param distribution of a histogram, otherwise {@code null}
 */
public record DataPoint(
        Map<String, String> source,
        String metric,
        Map<String, String> dimensions,
        PointKind kind,
        Instant at,
        Instant since,
        double value,
        Distribution distribution) {

    /** A record with more of them is refused as a whole. */
    public static final int MOST_PER_RECORD = 10_000;

    /** The update of its interval comes a little later, and has to be in time as well. */
    private static final Instant LATEST = StatusUpdate.LATEST.minus(Duration.ofDays(1));

    public DataPoint {
        source = Map.copyOf(source);
        dimensions = Map.copyOf(dimensions);
        if (metric.isBlank()) {
            throw new InvalidUpdateException("metric", "a blank name", "name what is measured");
        }
        requireTime(metric, "time", at);
        if (since != null) {
            requireTime(metric, "start", since);
            if (since.isAfter(at)) {
                throw new InvalidUpdateException(
                        metric + ".start", since + " after " + at, "send a start that is not after the time");
            }
        }
    }

    private static void requireTime(String metric, String field, Instant time) {
        if (time.isBefore(StatusUpdate.EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidUpdateException(
                    metric + "." + field, time.toString(), "set the clock of the sender; times are from 1970 to 9999");
        }
    }
}
