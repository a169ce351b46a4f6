package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;

/**
 * Tells how an unwell resource is doing, with each of its reports and once more when it is well again, to whoever counts
 * the unwell or waits for a recovery.
 *
 * @param group under which it became unwell, whatever it calls itself by now
 * @param at event time of the report
 * @param score at that report; NaN if unknown
 * @param held ids of the failure modes that have run their course on it and that this report still shows, in the order of the
 *     policy; what comes and goes counts as shown, and silence says nothing against a mode
 * @param recovered whether it is well again with this report
 */
public record Sighting(
        Resource resource,
        String group,
        Instant at,
        HealthLevel level,
        ResourceStatus status,
        double score,
        List<String> held,
        boolean recovered) {

    public Sighting {
        held = List.copyOf(held);
    }
}
