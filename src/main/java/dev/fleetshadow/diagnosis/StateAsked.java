package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;
import java.util.Set;

/**
 * Asks what a resource says of itself, whether it says anything, or whether its whole failure domain is unwell.
 *
 * @param statuses the resource must claim one of these; empty asks nothing
 * @param silent the resource must be silent
 * @param correlated never holds of a resource: it is asked of failure domains
 */
public record StateAsked(Set<ResourceStatus> statuses, boolean silent, boolean correlated) implements Serializable {

    public static final StateAsked NOTHING = new StateAsked(Set.of(), false, false);

    public StateAsked {
        statuses = Set.copyOf(statuses);
    }

    /** Whether it is told in so many words, and not found out by a score. */
    boolean certain() {
        return silent || !statuses.isEmpty();
    }

    /** A silent resource's report holds nothing but silence. */
    boolean holds(HealthReport report) {
        return !correlated
                && silent == (report.level() == HealthLevel.SILENT)
                && (silent || statuses.isEmpty() || statuses.contains(report.status()));
    }
}
