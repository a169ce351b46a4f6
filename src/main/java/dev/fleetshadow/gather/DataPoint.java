package dev.fleetshadow.gather;

import java.time.Instant;
import java.util.Map;

/**
 * One value as a collector sends it, before a mapping has said whose it is and what it is called here.
 *
 * @param source attributes of who is spoken of, such as {@code host.name}
 * @param metric the sender's name of it
 * @param dimensions attributes of what is spoken of, such as {@code state=used}
 * @param at event time
 * @param since start of a cumulative or delta point; {@code null} if the sender does not say
 * @param value finite; not used where there is a distribution
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

    public DataPoint {
        source = Map.copyOf(source);
        dimensions = Map.copyOf(dimensions);
    }
}
