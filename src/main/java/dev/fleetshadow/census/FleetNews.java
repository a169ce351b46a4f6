package dev.fleetshadow.census;

import dev.fleetshadow.diagnosis.Diagnosis;
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

    public static FleetNews of(Diagnosis diagnosis) {
        return new FleetNews(Domains.ofGroup(diagnosis.resource().group()), diagnosis.at(), null, diagnosis.id());
    }
}
