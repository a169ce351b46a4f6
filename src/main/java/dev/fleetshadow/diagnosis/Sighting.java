package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;

/**
 * How an unwell resource was last seen, so that whoever acts on it can look again at the very moment.
 *
 * @param group under which it became unwell
 * @param at event time of the report
 * @param score NaN if unknown
 * @param held ids of the failure modes that are held now
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
        boolean recovered) {}
