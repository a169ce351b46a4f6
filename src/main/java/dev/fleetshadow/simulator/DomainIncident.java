package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Something that hits many resources at once, and that nothing done to any of them helps against.
 *
 * @param scope who is hit: {@code group=NAME} or {@code label=value}; {@code *} for a drift of detectors
 * @param until when it ends by itself
 */
public record DomainIncident(Kind kind, String scope, Instant from, Instant until) {

    private static final Duration SETTING_IN = Duration.ofMinutes(10);
    private static final double LOSSY = 0.8;
    /** Latencies that were told in seconds are told in milliseconds. */
    private static final Map<String, Double> OTHER_UNIT = Map.of("app.request.latency.p99", 1000.0);
    /** One resource in so many keeps its old collector. */
    private static final int KEEPS_COLLECTOR = 5;

    /** What happens to the members of the scope. */
    public enum Kind {
        /** The network gets bad, and in the middle third of the time nobody of the scope is reached. */
        NETWORK,
        /** Reports get lost; the resources are fine. */
        COLLECTOR_STALL,
        /** New collectors tell a metric in another unit, on four of five resources of the fleet. */
        DETECTOR_DRIFT
    }

    public DomainIncident {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "%s: must end after it begins, not from %s until %s".formatted(kind, from, until));
        }
    }

    public boolean hits(Resource resource) {
        return switch (kind) {
            case NETWORK, COLLECTOR_STALL -> inScope(resource);
            case DETECTOR_DRIFT -> Math.floorMod(resource.id().hashCode(), KEEPS_COLLECTOR) != 0;
        };
    }

    private boolean inScope(Resource resource) {
        return scope.equals("group=" + resource.group())
                || resource.labels().entrySet().stream()
                        .anyMatch(label -> scope.equals(label.getKey() + "=" + label.getValue()));
    }

    Surroundings around(Resource resource, Instant at) {
        if (at.isBefore(from) || !at.isBefore(until) || !hits(resource)) {
            return Surroundings.CALM;
        }
        return switch (kind) {
            case NETWORK -> network(at);
            case COLLECTOR_STALL -> new Surroundings(Marks.NONE, false, true, Map.of());
            case DETECTOR_DRIFT -> new Surroundings(Marks.NONE, false, false, OTHER_UNIT);
        };
    }

    private Surroundings network(Instant at) {
        Duration third = Duration.between(from, until).dividedBy(3);
        Duration gone = Duration.between(from, at);
        double severity = LOSSY * Math.min(1, (double) gone.toMillis() / SETTING_IN.toMillis());
        boolean cutOff = gone.compareTo(third) >= 0 && gone.compareTo(third.multipliedBy(2)) < 0;
        return new Surroundings(Marks.lossy(severity), cutOff, false, Map.of());
    }
}
