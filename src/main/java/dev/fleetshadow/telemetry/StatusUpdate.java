package dev.fleetshadow.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource's account of itself at one moment: the only thing the shadow learns from.
 *
 * @param observedAt event time, by the resource's own clock; between {@link #EARLIEST} and {@link #LATEST}
 * @param metrics finite values by metric name; may be empty, the update is then only a sign of life
 * @param unusable names of metrics whose value was not a finite number and was dropped, at most
 *     {@value #MAX_UNUSABLE_NAMED}
 * @param prediction the resource's own prediction, or {@code null}
 */
public record StatusUpdate(
        Resource resource,
        Instant observedAt,
        ResourceStatus status,
        Map<String, Double> metrics,
        List<String> unusable,
        ReportedPrediction prediction) {

    public static final int MAX_UNUSABLE_NAMED = 20;

    /** Larger magnitudes are no measurements, and their squares overflow. */
    public static final double LARGEST_MAGNITUDE = 1e100;

    /** What all resources of a group or zone together are diagnosed as. */
    public static final String RESERVED_KIND = "failure-domain";

    /** Clocks outside of this are broken, and the milliseconds between two of them may overflow. */
    public static final Instant EARLIEST = Instant.EPOCH;

    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public StatusUpdate {
        if (resource == null) {
            throw new InvalidUpdateException("resource", "null", "name the resource");
        }
        if (resource.kind().equals(RESERVED_KIND)) {
            throw new InvalidUpdateException(
                    "resource.kind", RESERVED_KIND, "name another kind: this one is no resource");
        }
        if (observedAt == null) {
            throw new InvalidUpdateException("observedAt", "null", "send an ISO-8601 UTC instant");
        }
        if (observedAt.isBefore(EARLIEST) || observedAt.isAfter(LATEST)) {
            throw new InvalidUpdateException("observedAt", observedAt.toString(), "set the clock of the resource");
        }
        status = status == null ? ResourceStatus.RUNNING : status;
        metrics = metrics == null ? Map.of() : metrics;
        unusable = unusable == null ? List.of() : unusable;
    }

    public static StatusUpdate running(Resource resource, Instant observedAt, Map<String, Double> metrics) {
        return new StatusUpdate(resource, observedAt, ResourceStatus.RUNNING, metrics, List.of(), null);
    }

    public String resourceId() {
        return resource.id();
    }

    public Optional<ReportedPrediction> reportedPrediction() {
        return Optional.ofNullable(prediction);
    }
}
