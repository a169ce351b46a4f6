package dev.fleetshadow.census;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When the members of a domain are too many down together to be acted on one by one.
 *
 * @param labels whose values are failure domains, beside the group; at most {@value #MOST_LABELS}
 * @param atLeast fewer ill members never hold a domain, ≥ 2
 * @param illShare 0..1 of the members
 * @param stalledShare 0..1 of the members; so many silent ones are taken for a fault of their collector
 * @param releaseAfter how long a domain must have stayed below half of that before it is let go
 */
public record GateSettings(
        List<String> labels, int atLeast, double illShare, double stalledShare, Duration releaseAfter)
        implements Serializable {

    public static final int MOST_LABELS = 8;

    public static final GateSettings DEFAULT =
            new GateSettings(List.of("zone", "rack", "service", "version"), 4, 0.3, 0.8, Duration.ofMinutes(15));

    public GateSettings {
        labels = List.copyOf(labels);
    }
}
