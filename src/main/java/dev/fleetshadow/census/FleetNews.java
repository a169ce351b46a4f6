package dev.fleetshadow.census;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.health.HealthLevel;
import java.time.Instant;

/**
 * Tells the fleet as a whole what is new in one of its groups.
 *
 * @param tally of the group; {@code null} if this is a diagnosis
 * @param id to put news of the same moment in order
 */
public record FleetNews(String domain, Instant at, Tally tally, String id) {

    public static FleetNews of(CensusNote note) {
        return new FleetNews(note.domain(), note.at(), note.tally(), "");
    }

    /** Whether it is of a failure of which no score tells yet: the census tells of the others. */
    public static boolean foresees(Diagnosis diagnosis) {
        return switch (HealthLevel.of(diagnosis.score())) {
            case HEALTHY, WARNING -> !diagnosis.resource().kind().equals(DomainReport.KIND);
            case LEARNING, CRITICAL, SILENT -> false;
        };
    }

    public static FleetNews of(Diagnosis diagnosis) {
        return new FleetNews(Domains.ofGroup(diagnosis.resource().group()), diagnosis.at(), null, diagnosis.id());
    }
}
